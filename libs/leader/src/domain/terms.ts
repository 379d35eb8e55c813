import { type CalendarDate, type CommandMeta, seal } from '@app/kernel';
import type { AssignmentStarted, Basis } from './assignment.events.js';
import { refuse } from './refusals.js';

/** The terms of a post, as they are asked for. */
export interface TermsInput {
  /** Title of the post. */
  readonly post: string;
  /** Whole-time equivalent in hundredths, 1–100. */
  readonly wtePercent: number;
  readonly basis: Basis;
  /** The last day, where it is known beforehand. */
  readonly endsOn?: CalendarDate | undefined;
}

type Terms = Pick<AssignmentStarted['data'], 'post' | 'wtePercent' | 'basis' | 'endsOn'>;

/** The terms as they are recorded, where they are possible. */
export function agreed({ post, wtePercent, basis, endsOn }: TermsInput, leaderId: string, { effectiveOn }: CommandMeta): Terms {
  if (!Number.isInteger(wtePercent) || wtePercent < 1 || wtePercent > 100) throw refuse('WTE_OUT_OF_RANGE', { wtePercent });
  if (endsOn && endsOn < effectiveOn) throw refuse('ENDS_BEFORE_IT_HOLDS', { endsOn, effectiveOn });
  return { post: seal({ subject: leaderId, purpose: 'assignment' }, post), wtePercent, basis, ...(endsOn && { endsOn }) };
}
