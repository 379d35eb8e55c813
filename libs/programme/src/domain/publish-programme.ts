import { Command } from '@app/kernel';
import { type ParticularsInput, possible, sameParticulars } from './particulars.js';
import type { ProgrammeEvent } from './programme.events.js';
import type { Programme } from './programme.js';
import { refuse } from './refusals.js';

export class PublishProgramme extends Command<ParticularsInput> {}

export function publish({ input }: PublishProgramme, state: Programme): readonly ProgrammeEvent[] {
  const data = possible(input);
  if (state.status === 'none') return [{ type: 'ProgrammePublished', data }];
  if (sameParticulars(state.first, data)) return [];
  throw refuse('PROGRAMME_ALREADY_PUBLISHED');
}
