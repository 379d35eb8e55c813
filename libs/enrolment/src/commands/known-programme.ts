import type { Streams } from '@app/event-store';
import { type Fold, unreachable } from '@app/kernel';
import { type ProgrammeEvent, programmeStream } from '@app/programme/events';
import type { KnownProgramme } from '../domain/known.js';

const knownProgramme: Fold<KnownProgramme, ProgrammeEvent> = {
  initialState: { status: 'none' },
  evolve(_state, event) {
    switch (event.type) {
      case 'ProgrammePublished':
      case 'ProgrammeRevised':
      case 'ProgrammeLeadAppointed':
      case 'ProgrammeLeadStoodDown':
        return { status: 'published' };
      default:
        return unreachable(event);
    }
  },
};

/** What decisions need to know of a programme. */
export function loadProgramme(streams: Streams, programmeId: string): Promise<KnownProgramme> {
  return streams.load(programmeStream(programmeId), knownProgramme);
}
