import type { Streams } from '@app/event-store';
import type { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { HoldPlace } from '@app/programme/commands';
import { cohortStream } from '@app/programme/events';
import type { CommandBus } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import { offer, type OfferPlace } from '../domain/offer-place.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';

/** An offer is the cohort's to decide on: the enrolment says whom it holds a place for. */
export async function offerPlace(
  command: OfferPlace,
  streams: Streams,
  { commands, persons }: { readonly commands: CommandBus; readonly persons: Persons },
): Promise<Receipt> {
  const self = await persons.of(command.meta.actor);
  const state = await streams.load(enrolmentStream(command.input.enrolmentId), enrolment);
  const answered = state.status !== 'none' && (await streams.holds(cohortStream(state.ref.cohortId), command.meta.commandId));
  const { cohortId, enrolmentId, leaderId } = offer(command, ofAnother(state, self), answered);
  return commands.execute<HoldPlace, Receipt>(new HoldPlace(command.meta, { cohortId, enrolmentId, leaderId, basis: 'OFFER' }));
}
