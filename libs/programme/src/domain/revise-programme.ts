import { Command, notBefore } from '@app/kernel';
import { type ParticularsInput, possible, sameParticulars } from './particulars.js';
import type { ProgrammeEvent } from './programme.events.js';
import type { Programme } from './programme.js';
import { refuse } from './refusals.js';

/** All the particulars anew. Cohorts already open keep the hours and award they opened with. */
export class ReviseProgramme extends Command<ParticularsInput> {}

export function revise({ input, meta }: ReviseProgramme, state: Programme): readonly ProgrammeEvent[] {
  if (state.status === 'none') throw refuse('PROGRAMME_NOT_FOUND');
  notBefore(state.since, meta.effectiveOn);
  const data = possible(input);
  return sameParticulars(state.current, data) ? [] : [{ type: 'ProgrammeRevised', data }];
}
