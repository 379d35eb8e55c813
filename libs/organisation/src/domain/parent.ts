import { type CommandMeta, notBefore } from '@app/kernel';
import type { Organisation } from './organisation.js';
import { refuse } from './refusals.js';

/** How many organisations may stand above one: far more than any nation has, and what bounds the walk upwards. */
export const MOST_LEVELS = 20;

/** Refuses a parent that cannot be one for a fact of that day. */
export function mayBeParent(parent: Organisation, meta: CommandMeta): void {
  if (parent.status === 'none') throw refuse('PARENT_NOT_FOUND');
  if (parent.status === 'closed') throw refuse('PARENT_CLOSED');
  notBefore(parent.since, meta.effectiveOn);
}
