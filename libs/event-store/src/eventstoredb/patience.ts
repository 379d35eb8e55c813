import { setTimeout as sleep } from 'node:timers/promises';

/** How long what can be sent again is sent again, while a node restarts or the leader changes. */
export const BUDGET_MS = 10_000;
const PAUSE_MS = { first: 20, most: 500 };

/**
 * Tries until it succeeds, until it fails for another reason, or until the budget is spent; then throws what it last failed for.
 * @param passing whether what it failed for may pass
 */
export async function patiently<T>(attempt: () => Promise<T>, passing: (error: unknown) => boolean, budgetMs = BUDGET_MS): Promise<T> {
  const deadline = performance.now() + budgetMs;
  for (let pause = PAUSE_MS.first; ; pause = Math.min(pause * 2, PAUSE_MS.most)) {
    try {
      return await attempt();
    } catch (error) {
      if (!passing(error) || performance.now() + pause > deadline) throw error;
      await sleep(pause * (0.5 + Math.random() / 2));
    }
  }
}
