import { Command, notBefore } from '@app/kernel';
import { onRecord, type Person } from './person.js';
import type { ProgrammeEvent } from './programme.events.js';
import type { Programme } from './programme.js';
import { refuse } from './refusals.js';
import { takesOffice } from './tenures.js';

export class AppointProgrammeLead extends Command<{ readonly programmeId: string; readonly personId: string }> {}

export function appointLead({ input, meta }: AppointProgrammeLead, state: Programme, person: Person): readonly ProgrammeEvent[] {
  const { programmeId, personId } = input;
  if (state.status === 'none') throw refuse('PROGRAMME_NOT_FOUND');
  onRecord(person);
  notBefore(state.since, meta.effectiveOn);
  if (!takesOffice(state.leads, personId, meta)) return [];
  return [{ type: 'ProgrammeLeadAppointed', data: { programmeId, personId } }];
}
