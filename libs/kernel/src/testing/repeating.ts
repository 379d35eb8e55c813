import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Command, CommandMeta } from '../command.js';
import type { Event, Fold, Recorded } from '../event.js';
import { Refused } from '../refused.js';
import { type Decided, isOnRecord, repeated } from '../repeated.js';
import { metaFor, recorded } from './deciding.js';

/** One command, sent first as `input` says and then again, with one thing said otherwise each time. */
export interface Repeat<Input extends object, E extends Event, Known extends unknown[]> {
  /** What is on record before the first time. */
  readonly before: readonly E[];
  /** Everything that can be said. */
  readonly input: Input;
  /** Fields that name what it is about: otherwise, it is about something else. */
  readonly names: readonly (keyof Input & string)[];
  /** Another value for each of the other fields. */
  readonly otherwise: Partial<Input>;
  readonly known?: Known;
  /** What is known the second time, where that is another. */
  readonly knownAgain?: Known;
  /** The day that is stated is none on which the fact holds: it holds on a day of its own. */
  readonly dayOfItsOwn?: boolean;
  /** What is said again is added. */
  readonly adds?: boolean;
  /** Fields of which nothing is recorded by themselves: an assurance, or an id by which something was found that is known. */
  readonly indirect?: readonly (keyof Input & string)[];
}

export interface Repeatable {
  readonly command: string;
  /** @throws AssertionError where something that was said, the first time or the second, is dropped without a word */
  check(): void;
}

const WORDS = 'the same words';

function unlessRefused<Result>(decide: () => Result): Result | 'refused' {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refused) return 'refused';
    throw error;
  }
}

/** Says how a command is repeated; see `Repeat`. */
export function repeatable<Input extends object, S, E extends Event, C extends Command, Known extends unknown[]>(
  command: new (meta: CommandMeta, input: Input) => C,
  fold: Fold<S, E>,
  decide: (command: C, state: S, ...known: Known) => Decided<E>,
  { before, input, names, otherwise, known, knownAgain = known, dayOfItsOwn = false, adds = false, indirect = [] }: Repeat<Input, E, Known>,
): Repeatable {
  const day = '2026-03-02';
  const first = metaFor({ effectiveOn: day, stated: { effectiveOn: day } });
  const decideOn = (events: readonly Recorded<E>[], asked: C, told: Known | undefined, words?: string) => {
    const state = events.reduce((earlier, event) => fold.evolve(earlier, event), fold.initialState);
    const decided = decide(asked, state, ...(told ?? ([] as unknown as Known)));
    return isOnRecord(decided) ? repeated(asked, decided, events, words) : decided;
  };
  const check = () => {
    assert.deepEqual([...names, ...Object.keys(otherwise)].sort(), Object.keys(input).sort(), `${command.name}: every field either names or says something`);
    const earlier = recorded(before);
    const decided = decideOn(earlier, new command(first, input), known);
    assert.ok(decided.length > 0, `${command.name} records something the first time`);
    const once = (said: Input): readonly E[] | 'refused' => unlessRefused(() => decideOn(earlier, new command(first, said), known));
    const said = Object.keys(otherwise) as (keyof Input & string)[];
    for (const one of [undefined, ...said]) {
      const variant = one === undefined ? input : { ...input, [one]: otherwise[one] };
      const recordedOfIt = once(variant);
      for (const field of said.filter((name) => recordedOfIt !== 'refused' && name !== one && !indirect.includes(name)))
        assert.notDeepEqual(once({ ...variant, [field]: otherwise[field] }), recordedOfIt, `${command.name} drops ${field} where it says ${one ?? 'the rest'}`);
    }
    const now = decided.map((event) => ({ ...event, effectiveOn: event.effectiveOn ?? day }));
    const events = [
      ...earlier,
      ...recorded([...before, ...now])
        .slice(before.length)
        .map((event) => ({ ...event, meta: { ...event.meta, commandName: command.name, inputHash: WORDS } })),
    ] as Recorded<E>[];
    const again = (meta: CommandMeta, said: Input, words?: string) => unlessRefused(() => decideOn(events, new command(meta, said), knownAgain, words));
    const same = again(first, input, WORDS);
    assert.ok(adds || same === 'refused' || same.length === 0, `${command.name}, said again in the same words, records nothing more`);
    for (const field of Object.keys(otherwise) as (keyof Input)[]) {
      const other = again(first, { ...input, [field]: otherwise[field] });
      assert.ok(other === 'refused' || other.length > 0, `${command.name}, said again with another ${String(field)}, is recorded or refused`);
    }
    const days = dayOfItsOwn ? [] : ['2026-03-03', '2026-03-01'];
    for (const effectiveOn of days) {
      const other = again({ ...first, effectiveOn, stated: { effectiveOn } }, input);
      assert.ok(other === 'refused' || other.length > 0, `${command.name}, said again from ${effectiveOn} on, is recorded or refused`);
    }
    const reasoned = again({ ...first, reasonCode: 'OTHER', stated: { effectiveOn: day, reasonCode: 'OTHER' } }, input);
    assert.ok(reasoned === 'refused' || reasoned.length > 0 || dayOfItsOwn, `${command.name}, said again for another reason, is recorded or refused`);
  };
  return { command: command.name, check };
}

/** The names of the commands that a folder of decisions declares. */
export function commandsIn(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  return files
    .flatMap((file) => [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/export class (\w+) extends Command\b/g)].map(([, name = '']) => name))
    .sort();
}

/** The names of the commands that specifications in a folder say how to repeat: in one for all, or in a command's own. */
export function repeatedIn(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.spec.ts'));
  return files.flatMap((file) => [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/\brepeatable\((\w+),/g)].map(([, name = '']) => name)).sort();
}
