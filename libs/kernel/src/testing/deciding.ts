import assert from 'node:assert/strict';
import type { Command, CommandMeta } from '../command.js';
import type { Event, Fold, Recorded } from '../event.js';
import { derivedId } from '../ids.js';
import { Refused } from '../refused.js';
import { type Decided, isOnRecord, repeated } from '../repeated.js';

const NAMESPACE = '8c3f4a52-6f0e-4d7b-9d5a-0c1e2b3a4f50';

/** A command's surroundings for a specification; any of them may be given. */
export function metaFor(given: Partial<CommandMeta> = {}): CommandMeta {
  return {
    commandId: derivedId(NAMESPACE, 'command'),
    actor: { kind: 'person', id: derivedId(NAMESPACE, 'actor'), role: 'administrator' },
    effectiveOn: '2026-03-02',
    now: '2026-03-02T09:00:00.000Z',
    today: '2026-03-02',
    correlationId: derivedId(NAMESPACE, 'correlation'),
    ...given,
  };
}

/** Events as a stream would give them back: ids, revisions and dates that a specification does not care about. */
export function recorded<E extends Event>(events: readonly E[]): Recorded<E>[] {
  const meta = metaFor();
  return events.map((event, index) => ({
    effectiveOn: '2026-03-01',
    ...event,
    id: derivedId(NAMESPACE, `event ${index}`),
    stream: 'specified-stream',
    revision: BigInt(index),
    schemaVersion: 1,
    recordedAt: '2026-03-01T09:00:00.000Z',
    meta: {
      actor: meta.actor,
      commandId: derivedId(NAMESPACE, `earlier command ${index}`),
      commandName: 'Earlier',
      inputHash: '',
      correlationId: meta.correlationId,
    },
  })) as unknown as Recorded<E>[];
}

/**
 * Given/when/then for one decision. `given(...events).when(command)` then `.thenRecorded(...events)`, `.thenNothing()`
 * or `.thenRefused(code, details?)`. (`then` itself is avoided: an object that has it is taken for a promise.)
 * @param known what the decision is told besides its command and state, such as the facts of another stream
 */
export function deciding<State, E extends Event, C extends Command, Known extends unknown[]>(
  fold: Fold<State, E>,
  decide: (command: C, state: State, ...known: Known) => Decided<E>,
  ...known: Known
) {
  return (...events: readonly E[]) => ({
    when(command: C) {
      const decision = () => {
        const before = recorded(events);
        const state = before.reduce((earlier, event) => fold.evolve(earlier, event), fold.initialState);
        const decided = decide(command, state, ...known);
        return isOnRecord(decided) ? repeated(command, decided, before) : decided;
      };
      return {
        thenRecorded(...expected: readonly E[]) {
          assert.deepStrictEqual(decision(), expected);
        },
        thenNothing() {
          assert.deepStrictEqual(decision(), []);
        },
        thenRefused(code: string, details?: object) {
          assert.throws(decision, (error) => {
            if (!(error instanceof Refused)) throw error;
            assert.equal(error.code, code);
            if (details) assert.deepStrictEqual(error.details, details);
            return true;
          });
        },
      };
    },
  });
}
