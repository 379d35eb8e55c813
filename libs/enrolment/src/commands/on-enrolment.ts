import { type CommandType, type Handler, on, type Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Command, Decided, Self } from '@app/kernel';
import { enrolment, type Enrolment } from '../domain/enrolment.js';
import type { EnrolmentEvent } from '../domain/enrolment.events.js';
import { enrolmentIdOf } from '../domain/enrolment-id.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';

type Naming = { readonly enrolmentId: string };

/** Of an enrolment that its id names. */
export const onEnrolment = on(({ enrolmentId }: Naming) => enrolmentStream(enrolmentId), enrolment);

/** Of the one enrolment that somebody can have in a cohort. */
export const onTheirs = on(
  ({ cohortId, leaderId }: { readonly cohortId: string; readonly leaderId: string }) => enrolmentStream(enrolmentIdOf(cohortId, leaderId)),
  enrolment,
);

/** Of an enrolment that its id names, by another person than whom it is of. */
export function onAnothers<C extends Command<Naming>>(
  command: CommandType<C>,
  decide: (command: NoInfer<C>, state: Enrolment) => Decided<EnrolmentEvent>,
): Handler;
export function onAnothers<C extends Command<Naming>, K>(
  command: CommandType<C>,
  decide: (command: NoInfer<C>, state: Enrolment, known: K) => Decided<EnrolmentEvent>,
  know: (command: NoInfer<C>, streams: Streams) => Promise<NoInfer<K>>,
): Handler;
export function onAnothers<C extends Command<Naming>, K>(
  command: CommandType<C>,
  decide: (command: C, state: Enrolment, known?: K) => Decided<EnrolmentEvent>,
  know?: (command: C, streams: Streams) => Promise<K>,
): Handler {
  return onEnrolment(
    command,
    (asked: C, state, { known, self }: { readonly known: K | undefined; readonly self: Self }) => decide(asked, ofAnother(state, self), known),
    async (asked: C, streams, { persons }) => ({ known: await know?.(asked, streams), self: await persons.of(asked.meta.actor) }),
    { persons: Persons },
  );
}
