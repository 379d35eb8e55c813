import { Command, type Decided, notBefore, onRecord } from '@app/kernel';
import { type Person, registered } from './person.js';
import type { ProgrammeEvent, ProgrammeLeadAppointed } from './programme.events.js';
import type { Programme } from './programme.js';
import { refuse } from './refusals.js';
import { beginsTenure } from './tenures.js';

export class AppointProgrammeLead extends Command<{ readonly programmeId: string; readonly personId: string }> {}

export function appointLead({ input, meta }: AppointProgrammeLead, state: Programme, person: Person): Decided<ProgrammeEvent> {
  const { programmeId, personId } = input;
  if (state.status === 'none') throw refuse('PROGRAMME_NOT_FOUND');
  registered(person);
  notBefore(state.since, meta.effectiveOn);
  if (!beginsTenure(state.leads, personId, meta)) return onRecord<ProgrammeLeadAppointed>('ProgrammeLeadAppointed', {}, { personId });
  return [{ type: 'ProgrammeLeadAppointed', data: { programmeId, personId } }];
}
