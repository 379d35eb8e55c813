import { CommandInput, Day, Id } from '@app/graphql-kit';
import type { CalendarDate } from '@app/kernel';
import { Field, InputType } from '@nestjs/graphql';
import type { ExtensionReason } from '../domain/subject-access.events.js';
import { ExtensionReasonEnum } from '../read-model/subject-access-request.row.js';

@InputType()
export class RequestSubjectAccessInput extends CommandInput {
  @Id('Leader', { description: 'About whom.' })
  leaderId: string;

  @Day({ nullable: true, description: 'When a letter arrived, where an administrator records one: the clock runs from then. Today when not given.' })
  receivedOn?: CalendarDate;
}

@InputType()
export class ExtendSubjectAccessInput extends CommandInput {
  @Id('SubjectAccessRequest', { description: 'Which request.' })
  requestId: string;

  @Field(() => ExtensionReasonEnum, { description: 'Why it takes longer.' })
  reason: ExtensionReason;

  @Day({ description: 'When the person was told, with the reason: within the first month.' })
  toldOn: CalendarDate;

  @Day({ description: 'By when it is answered instead: two months more at most.' })
  dueOn: CalendarDate;
}
