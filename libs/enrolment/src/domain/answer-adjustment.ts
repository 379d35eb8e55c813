import { aboutOthers, Command, type Decided, notBefore, onRecord, present, type Self } from '@app/kernel';
import type { Adjustment } from './adjustment.js';
import type { AdjustmentAnswer, AdjustmentAnswered, AdjustmentEvent } from './adjustment.events.js';
import { refuse } from './refusals.js';
import { aboutAdjustment } from './request-adjustment.js';

/** What becomes of an adjustment that somebody asked for: by who runs the programme, and is another person. */
export class AnswerAdjustment extends Command<{
  readonly adjustmentId: string;
  readonly answer: AdjustmentAnswer;
  readonly explanation?: string | undefined;
}> {}

export function answerAdjustment({ input, meta }: AnswerAdjustment, state: Adjustment, self: Self): Decided<AdjustmentEvent> {
  if (state.status === 'none') throw refuse('ADJUSTMENT_NOT_FOUND');
  aboutOthers(self, state.ref.leaderId);
  const { answer } = input;
  const explanation = input.explanation ? aboutAdjustment(state.ref.leaderId, input.explanation) : undefined;
  if (state.status === 'answered') return onRecord<AdjustmentAnswered>('AdjustmentAnswered', { answer, explanation });
  notBefore(state.since, meta.effectiveOn);
  return [{ type: 'AdjustmentAnswered', data: { ...state.ref, answer, ...present({ explanation }) } }];
}
