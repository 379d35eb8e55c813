import type { Streams } from '@app/event-store';
import { type Fold, unreachable } from '@app/kernel';
import { Registers } from '@app/programme/commands';
import { type CohortEvent, cohortStream } from '@app/programme/events';
import { Injectable } from '@nestjs/common';
import { enrolment } from '../domain/enrolment.js';
import { enrolmentStream } from '../events.js';

/** So many enrolments are looked at together. */
const AT_ONCE = 20;

/** The enrolments that ever had a place, whatever became of them: nobody else takes part. */
const everPlaced: Fold<ReadonlySet<string>, CohortEvent> = {
  initialState: new Set(),
  evolve(placed, event) {
    switch (event.type) {
      case 'PlaceHeld':
      case 'PlacePromoted':
        return new Set(placed).add(event.data.enrolmentId);
      case 'CohortOpened':
      case 'CohortRevised':
      case 'CohortCancelled':
      case 'SessionScheduled':
      case 'SessionMoved':
      case 'SessionCancelled':
      case 'PlaceQueued':
      case 'PlaceReleased':
      case 'QueueLeft':
      case 'SelectionPanelMemberAppointed':
      case 'SelectionPanelMemberReleased':
        return placed;
      default:
        return unreachable(event);
    }
  },
};

/** By the streams of all who could have been there, never by a table, which may be behind. */
@Injectable()
export class RecordedRegisters extends Registers {
  async isMarked(streams: Streams, { cohortId, sessionId }: { readonly cohortId: string; readonly sessionId: string }): Promise<boolean> {
    const placed = [...(await streams.load(cohortStream(cohortId), everPlaced))];
    while (placed.length > 0) {
      const some = await Promise.all(placed.splice(0, AT_ONCE).map((id) => streams.load(enrolmentStream(id), enrolment)));
      if (some.some((state) => state.status !== 'none' && state.hours.attendance.has(sessionId))) return true;
    }
    return false;
  }
}
