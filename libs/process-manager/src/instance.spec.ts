import fc from 'fast-check';
import { derivedId, type Event, inForce, type Logged } from '@app/kernel';
import { recorded } from '@app/kernel/testing';
import { processManager, reaction, timer, undoing } from './definition.js';
import { type Change, Instance } from './instance.js';
import { commandIdOf } from './sender.js';
import { CallBack, EVENING, type Knocked, LetThemIn, SendAway } from './testing/specimen.js';

interface Minded {
  readonly knocks: number;
  readonly last: string;
}

/** Lets everybody in, sends each third one away, and has who is late wait, as long as they are not the first. */
const keeper = processManager<Knocked, Minded>({
  name: 'keeper',
  startsAt: 'beginning',
  reads: ['Knocked'],
  timed: [SendAway],
  initialState: { knocks: 0, last: '' },
  key: ({ data }) => data.door,
  evolve: ({ knocks }, { data }) => ({ knocks: knocks + 1, last: data.who }),
  react({ knocks }, { data, effectiveOn }) {
    const undo = [undoing(CallBack, { step: 'call-back', input: data, effectiveOn, refused: {} })];
    const letIn = reaction(LetThemIn, { step: 'let-in', input: { ...data, asNumber: knocks }, effectiveOn, refused: { FULL: [], NOBODY: [] }, undo: 'void' });
    const sendAway = reaction(SendAway, { step: 'send-away', input: data, effectiveOn, refused: {}, undo });
    const later = timer(SendAway, { step: 'evening', dueAt: EVENING, input: data, effectiveOn });
    return { reactions: [letIn, ...(knocks % 3 === 0 ? [sendAway] : [])], timers: data.who === 'late' && knocks > 1 ? [later] : [] };
  },
});

type Amending = { readonly type: 'Knocked' | 'Passed' | 'void'; readonly who: string; readonly amends?: number };

/** Facts, and amendments of what was recorded before them. */
function history(steps: readonly Amending[]): Logged[] {
  const events: Logged[] = [];
  for (const [index, { type, who, amends }] of steps.entries()) {
    const replaced = amends === undefined || index === 0 ? undefined : events[amends % index];
    if (type === 'void' && !replaced) continue;
    const event: Event = type === 'void' ? { type: 'FactVoided', data: {} } : { type, data: { door: 'oak', who } };
    const link = replaced && (type === 'void' ? { voids: replaced.id } : { corrects: replaced.id });
    const [logged] = recorded([{ ...event, ...link }]);
    const ordinal = events.length;
    const at = `2026-03-02T09:00:${String(ordinal).padStart(2, '0')}.000Z`;
    const id = derivedId('6d3c2f4e-7c0f-4a59-9a44-7f1d5f8c1a01', `event ${ordinal}`);
    if (logged) events.push({ ...logged, id, position: BigInt(ordinal + 1), revision: BigInt(ordinal), recordedAt: at });
  }
  return events;
}

/** Runs a history, and keeps what follows as the runner would: by command id. */
function outcome(events: readonly Logged[]) {
  const instance = new Instance(keeper, new Set());
  const follows = new Map<string, string>();
  const waits = new Map<string, string>();
  let state: object = keeper.initialState;
  for (const event of events) {
    const change = instance.handle(event);
    const nameOf = ({ what, cause }: { what: { step: string }; cause: { event: Logged; place?: string } }) => `${cause.place ?? cause.event.id}/${what.step}`;
    for (const { what, cause } of change.undone.reactions) expect(follows.delete(commandIdOf(keeper, cause, what.step))).toBe(true);
    for (const one of change.reactions) {
      const id = commandIdOf(keeper, one.cause, one.what.step);
      expect(follows.has(id)).toBe(false);
      follows.set(id, nameOf(one) + (one.what.undo === 'void' ? JSON.stringify(one.what.input) : ''));
    }
    for (const { what, cause } of change.undone.timers) expect(waits.delete(commandIdOf(keeper, cause, what.step))).toBe(true);
    for (const one of change.timers) waits.set(commandIdOf(keeper, one.cause, one.what.step), `${nameOf(one)}${JSON.stringify(one.what.input)}`);
    ({ state } = change);
  }
  return { state, follows: [...follows.values()].sort(), waits: [...waits.values()].sort() };
}

/** The same facts, recorded as they stand now and never otherwise. */
const clean = (events: readonly Logged[]): Logged[] =>
  inForce(events).map(({ first, fact: { corrects: _corrects, ...fact } }) => ({ ...fact, id: first.id, position: first.position }));

const steps = fc.array(
  fc.record(
    { type: fc.constantFrom('Knocked', 'Passed', 'void'), who: fc.constantFrom('ann', 'bob', 'late'), amends: fc.nat(40) },
    { requiredKeys: ['type', 'who'] },
  ) as fc.Arbitrary<Amending>,
  { maxLength: 25 },
);

describe('a manager’s key', () => {
  it('ends where the clean history does, whatever was recorded wrongly, corrected and voided on the way', () => {
    let amended = 0;
    fc.assert(
      fc.property(steps, (given) => {
        const events = history(given);
        expect(outcome(events)).toEqual(outcome(clean(events)));
        if (events.some(({ corrects, voids }) => corrects ?? voids)) amended++;
      }),
      { numRuns: 1_000 },
    );
    expect(amended).toBeGreaterThan(500);
  });

  it('sends what was undone and follows again under another id, and the same under the same one however often it is told', () => {
    const knock = { type: 'Knocked', who: 'ann' } as const;
    const events = history([knock, knock, knock, { type: 'Passed', who: 'ann', amends: 0 }, { ...knock, amends: 0 }]);
    const sentAway = () => {
      const instance = new Instance(keeper, new Set());
      const ids = (all: Change['reactions']) => all.flatMap(({ what, cause }) => (what.step === 'send-away' ? [commandIdOf(keeper, cause, what.step)] : []));
      return events.map((event) => instance.handle(event)).map(({ reactions, undone }) => [ids(undone.reactions), ids(reactions)]);
    };
    const [, , [, first] = [], undone, [, again] = []] = sentAway();
    expect([first?.length, again?.length, undone]).toEqual([1, 1, [first, []]]);
    expect(again).not.toEqual(first);
    expect(sentAway()).toEqual(sentAway());
  });

  it('keeps what others rely on in the words in which it was sent, and says anew what can be voided', () => {
    const knock = (who: string) => ({ type: 'Knocked', who }) as const;
    const events = history([knock('ann'), knock('bob'), knock('cat'), { ...knock('dan'), amends: 2 }]);
    const instance = new Instance(keeper, new Set());
    const change = events.map((event) => instance.handle(event)).at(-1);
    expect(change?.reactions.map(({ what }) => [what.step, what.input])).toEqual([['let-in', { door: 'oak', who: 'dan', asNumber: 3 }]]);
    expect(change?.undone.reactions.map(({ what }) => [what.step, what.input])).toEqual([['let-in', { door: 'oak', who: 'cat', asNumber: 3 }]]);
  });

  it('passes over what says nothing, but not what replaces it', () => {
    const knock = { type: 'Knocked', who: 'ann' } as const;
    const events = history([knock, { ...knock, who: 'bob', amends: 0 }, { ...knock, who: 'cat', amends: 1 }]);
    const told = (...passedOver: readonly bigint[]) => {
      const instance = new Instance(keeper, new Set(passedOver));
      return events.map((event) => instance.handle(event).state);
    };
    const [none, ann, bob, cat] = [keeper.initialState, ...['ann', 'bob', 'cat'].map((last) => ({ knocks: 1, last }))];
    expect(told()).toEqual([ann, bob, cat]);
    expect(told(1n)).toEqual([none, bob, cat]);
    expect(told(2n)).toEqual([ann, ann, cat]);
    expect(told(1n, 2n)).toEqual([none, none, cat]);
    expect(told(3n)).toEqual([ann, bob, bob]);
  });
});
