import { Command, type Decided, onRecord } from '@app/kernel';
import type { ProgrammeEvent, ProgrammeLeadStoodDown } from './programme.events.js';
import type { Programme } from './programme.js';
import { refuse } from './refusals.js';
import { endsTenure } from './tenures.js';

/** It takes effect on the first day without. */
export class StandDownProgrammeLead extends Command<{ readonly programmeId: string; readonly personId: string }> {}

export function standDown({ input, meta }: StandDownProgrammeLead, state: Programme): Decided<ProgrammeEvent> {
  const { programmeId, personId } = input;
  if (state.status === 'none') throw refuse('PROGRAMME_NOT_FOUND');
  const leaves = endsTenure(state.leads, personId, meta);
  if (leaves === 'never') throw refuse('NOT_A_PROGRAMME_LEAD');
  return leaves === 'already'
    ? onRecord<ProgrammeLeadStoodDown>('ProgrammeLeadStoodDown', {}, { personId })
    : [{ type: 'ProgrammeLeadStoodDown', data: { programmeId, personId } }];
}
