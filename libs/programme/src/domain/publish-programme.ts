import { Command, type Decided, onRecord } from '@app/kernel';
import { type ParticularsInput, possible, sameParticulars } from './particulars.js';
import type { ProgrammeEvent, ProgrammePublished } from './programme.events.js';
import type { Programme } from './programme.js';
import { refuse } from './refusals.js';

export class PublishProgramme extends Command<ParticularsInput> {}

export function publish({ input }: PublishProgramme, state: Programme): Decided<ProgrammeEvent> {
  const data = possible(input);
  if (state.status === 'none') return [{ type: 'ProgrammePublished', data }];
  if (sameParticulars(state.first, data)) return onRecord<ProgrammePublished>('ProgrammePublished');
  throw refuse('PROGRAMME_ALREADY_PUBLISHED');
}
