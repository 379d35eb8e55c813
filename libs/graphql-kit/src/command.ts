import { type CalendarDate, type CommandMeta, present } from '@app/kernel';
import { InputType } from '@nestjs/graphql';
import { Day, Id, ShortText } from './input/fields.js';
import type { GraphqlContext } from './operation/context.js';

/** What every mutation's input has. */
@InputType({ isAbstract: true })
export abstract class RequestInput {
  @Id('Command', { description: 'A UUID that the caller chooses. Sent again with the same input it is the same command again, and answers as it did.' })
  commandId: string;

  @ShortText({ nullable: true, description: 'Why, as a code that `at { reasonCodes }` lists; any other is refused. Never a text about a person.' })
  reasonCode?: string;
}

/** What the input has of every mutation that records something; each extends it with its own fields. */
@InputType({ isAbstract: true })
export abstract class CommandInput extends RequestInput {
  @Day({ nullable: true, description: 'The day from which this holds; today when not given. It may lie in the past or ahead.' })
  effectiveOn?: CalendarDate;

  @Id('Event', {
    nullable: true,
    description:
      'The id of the event that recorded this otherwise, as a receipt and a timeline give it: this is then recorded in its place, as if it had been said there and then, and `effectiveOn` is that event’s day where it is left out. A reason code says why. What builds on it has to allow it, or is named.',
  })
  corrects?: string;
}

/** A command's surroundings: who asks, when, under which id. */
export function commandMeta(context: GraphqlContext, input: CommandInput): CommandMeta {
  const today = context.clock.today();
  const { effectiveOn, reasonCode, corrects } = input;
  return {
    commandId: input.commandId,
    actor: context.actor,
    effectiveOn: effectiveOn ?? today,
    stated: present({ effectiveOn, reasonCode, corrects }),
    now: context.clock.instant(),
    today,
    correlationId: input.commandId,
    ...(corrects === undefined ? {} : { corrects }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
  };
}
