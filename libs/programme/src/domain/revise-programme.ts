import { Command, type Decided, notBefore, onRecord } from '@app/kernel';
import { type ParticularsInput, possible, sameParticulars } from './particulars.js';
import type { ProgrammeEvent, ProgrammePublished, ProgrammeRevised } from './programme.events.js';
import type { Programme } from './programme.js';
import { refuse } from './refusals.js';

/** All the particulars anew. Cohorts already open keep the hours and award they opened with. */
export class ReviseProgramme extends Command<ParticularsInput> {}

export function revise({ input, meta }: ReviseProgramme, state: Programme): Decided<ProgrammeEvent> {
  if (state.status === 'none') throw refuse('PROGRAMME_NOT_FOUND');
  notBefore(state.since, meta.effectiveOn);
  const { code } = state.current;
  if (input.code !== code) throw refuse('PROGRAMME_CODE_FIXED', { code });
  const data = possible(input);
  if (sameParticulars(state.current, data)) return onRecord<ProgrammeRevised | ProgrammePublished>(['ProgrammeRevised', 'ProgrammePublished']);
  return [{ type: 'ProgrammeRevised', data }];
}
