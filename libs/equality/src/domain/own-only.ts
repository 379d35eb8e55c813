import type { Actor } from '@app/kernel';
import { refuse } from './refusals.js';

/** Nobody answers for somebody else: neither whoever acts in their name nor who runs the installation. */
export function ownOnly({ kind, id, onBehalfOf }: Actor, leaderId: string): void {
  if (kind !== 'person' || id !== leaderId || onBehalfOf !== undefined) throw refuse('EQUALITY_ANSWERS_OWN_ONLY');
}
