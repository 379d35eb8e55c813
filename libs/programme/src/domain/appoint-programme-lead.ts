import { Command, notBefore } from '@app/kernel';
import type { Person } from './person.js';
import type { ProgrammeEvent } from './programme.events.js';
import type { Programme } from './programme.js';
import { refuse } from './refusals.js';
import { takesOffice } from './tenures.js';

export class AppointProgrammeLead extends Command<{ readonly programmeId: string; readonly personId: string }> {}

export function appointLead({ input, meta }: AppointProgrammeLead, state: Programme, person: Person): readonly ProgrammeEvent[] {
  const { programmeId, personId } = input;
  if (state.status === 'none') throw refuse('PROGRAMME_NOT_FOUND');
  if (person.status === 'none') throw refuse('PERSON_NOT_FOUND');
  notBefore(state.since, meta.effectiveOn);
  if (!takesOffice(state.leads, personId, meta)) return [];
  return [{ type: 'ProgrammeLeadAppointed', data: { programmeId, personId } }];
}
