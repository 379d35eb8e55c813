import { randomUUID } from 'node:crypto';
import type { Outcome, Recorded, System } from './system.js';

/** An administrator whom nothing links with anybody. */
export const anAdministrator = () => ({
  actor: { kind: 'person', id: randomUUID(), role: 'administrator' } as const,
  claims: [{ role: 'administrator', scope: 'national' }] as const,
});

/** Merges two records as two people do: one proposes it, another confirms it. @returns what the last was told who was told anything */
export async function mergeByTwo(system: System, leaderId: string, mergedId: string): Promise<Outcome> {
  const input = { leaderId, mergedId, reason: 'The payroll numbers are the same.' };
  const proposed = await system.mutate('mergeLeaders', input);
  if (proposed.__typename === 'Refusal') return proposed;
  return (await system.as(anAdministrator())).mutate('confirmLeaderMerge', input);
}

/** The same, which must be recorded. */
export async function mergedByTwo(system: System, leaderId: string, mergedId: string): Promise<Recorded> {
  const outcome = await mergeByTwo(system, leaderId, mergedId);
  if (outcome.__typename === 'Refusal') throw new Error(`the merge was refused: ${outcome.code} (${outcome.message})`);
  return outcome;
}
