import { Command } from '@app/kernel';
import type { ErasureEvent } from './erasure.events.js';
import type { Erasure } from './erasure.js';
import { refuse } from './refusals.js';

/** Has an erasure that found something searched for again. */
export class RequestErasureScan extends Command<{ readonly erasureId: string }> {}

export function requestScan(_command: RequestErasureScan, state: Erasure): readonly ErasureEvent[] {
  if (state.status === 'none') throw refuse('ERASURE_NOT_FOUND');
  if (state.status !== 'remaining') throw refuse('NOTHING_REMAINS');
  return [{ type: 'ErasureScanRequested', data: { erasureId: state.erasureId, leaderId: state.leaderId } }];
}
