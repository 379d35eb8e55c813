import { Id, RequestInput } from '@app/graphql-kit';
import { InputType } from '@nestjs/graphql';

@InputType()
export class VoidFactInput extends RequestInput {
  @Id('Event', { description: 'The id of the event that recorded it, as a receipt and a timeline give it.' })
  eventId: string;
}
