import { type Actor, Command, type CommandMeta, type Decided, type Event, type Fold, inForce, onRecord, type Recorded, Refused, VoidFact } from '@app/kernel';
import { metaFor, recorded } from '@app/kernel/testing';
import fc from 'fast-check';
import { amending, corrected, type Elsewhere, voided } from './amending.js';

// A lift: it is called, opened, ridden and shut, in that order, and weighed whenever it is open.
type LiftRef = { readonly liftId: string };
type Called = Event<'Called', LiftRef>;
type Opened = Event<'Opened', LiftRef & { readonly at: string }>;
type Weighed = Event<'Weighed', LiftRef & { readonly kilos: number }>;
type Shut = Event<'Shut', LiftRef>;
type LiftEvent = Called | Opened | Weighed | Shut;
interface Lift {
  readonly stage: 'none' | 'called' | 'open' | 'shut';
  readonly since: string;
  readonly kilos: number;
}

const LIFT = '10000000-0000-4000-8000-000000000001';
const OTHER = '10000000-0000-4000-8000-000000000002';
const RECORDED_AT = { Called: ['none'], Opened: ['called'], Weighed: ['open'], Shut: ['open'] } as const satisfies Record<
  LiftEvent['type'],
  readonly Lift['stage'][]
>;
const STAGES = { Called: 'called', Opened: 'open', Shut: 'shut' } as const;

const lift: Fold<Lift, LiftEvent> = {
  initialState: { stage: 'none', since: '', kilos: 0 },
  evolve: (state, event) =>
    event.type === 'Weighed' ? { ...state, kilos: state.kilos + event.data.kilos } : { ...state, stage: STAGES[event.type], since: event.effectiveOn },
};
class CallLift extends Command<LiftRef> {}
class OpenLift extends Command<LiftRef & { readonly at: string }> {}
class WeighLift extends Command<LiftRef & { readonly kilos: number }> {}
class ShutLift extends Command<LiftRef> {}
const refuse = (code: string) => new Refused(code, {}, { en: code, cy: code });
const allowed = (type: LiftEvent['type'], { stage, since }: Lift, { effectiveOn }: CommandMeta) => {
  if (!(RECORDED_AT[type] as readonly string[]).includes(stage)) throw refuse('WRONG_STAGE');
  if (effectiveOn < since) throw refuse('TOO_EARLY');
};
const call = ({ input }: CallLift, state: Lift): Decided<LiftEvent> => {
  if (state.stage !== 'none') throw refuse('CALLED_ALREADY');
  return [{ type: 'Called', data: input }];
};
const open = ({ input, meta }: OpenLift, state: Lift): Decided<LiftEvent> => {
  if (state.stage === 'open') return onRecord<Opened>('Opened', { at: input.at });
  allowed('Opened', state, meta);
  return [{ type: 'Opened', data: input }];
};
const weigh = ({ input, meta }: WeighLift, state: Lift): Decided<LiftEvent> => {
  allowed('Weighed', state, meta);
  return [{ type: 'Weighed', data: input }];
};
const LABELS = { Called: 'called', Opened: 'opened', Weighed: 'weighed', Shut: 'shut' };
const NEVER = { en: 'A call is a call.', cy: 'Galwad yw galwad.' };
const rules = amending<Lift, LiftEvent>({
  category: 'lift',
  of: 'Lift',
  shownTo: { Called: 'facts', Opened: 'facts', Weighed: null, Shut: 'facts' },
  fold: lift,
  stands: ({ stage, since }, { type, effectiveOn }) => (RECORDED_AT[type] as readonly string[]).includes(stage) && effectiveOn >= since,
  named: { Weighed: 'liftId' },
  labels: Object.fromEntries(Object.entries(LABELS).map(([type, en]) => [type, { en, cy: en }])) as Record<LiftEvent['type'], { en: string; cy: string }>,
  facts: { Called: NEVER, Opened: OpenLift, Weighed: WeighLift, Shut: { byAnother: ShutLift } },
});

const [DAY, LATER, LATEST] = ['2026-03-01', '2026-03-05', '2026-03-09'] as const;
const ref = { liftId: LIFT };
const called: LiftEvent = { type: 'Called', data: ref, effectiveOn: DAY };
const opened: LiftEvent = { type: 'Opened', data: { ...ref, at: 'ground' }, effectiveOn: LATER };
const weighed: LiftEvent = { type: 'Weighed', data: { ...ref, kilos: 80 }, effectiveOn: LATER };
const shut: LiftEvent = { type: 'Shut', data: ref, effectiveOn: LATEST };
const history = (...events: readonly LiftEvent[]) => recorded<LiftEvent>(events);
const idOf = (events: readonly Recorded<LiftEvent>[], index: number): string => events[index]?.id ?? '';

const BECAUSE = { reasonCode: 'RECORDED_IN_ERROR' };
const correcting = (events: readonly Recorded<LiftEvent>[], index: number, meta: Partial<CommandMeta> = {}) =>
  metaFor({ ...BECAUSE, corrects: idOf(events, index), stated: {}, ...meta });
const elsewhere: Elsewhere = {
  amendable: () => Promise.resolve(),
  load: (_stream, fold) => Promise.resolve(fold.initialState),
  namedBy: () => Promise.resolve(undefined),
};
const correct = <C extends Command>(
  events: readonly Recorded<LiftEvent>[],
  command: C,
  decide: (command: C, state: Lift) => Decided<LiftEvent>,
  { otherwise = {} as Partial<typeof rules>, amendable = elsewhere.amendable, namedBy = elsewhere.namedBy } = {},
) => corrected({ ...rules, ...otherwise }, inForce(events), command, (asked, state) => decide(asked, state as Lift), { ...elsewhere, amendable, namedBy });
const toVoid = (
  events: readonly Recorded<LiftEvent>[],
  index: number,
  { self = new Set<string>(), named = false, meta = {}, otherwise = {} as Partial<typeof rules>, amendable = elsewhere.amendable } = {},
) => {
  const command = new VoidFact(metaFor({ ...BECAUSE, ...meta }), { eventId: idOf(events, index) });
  const namedBy = () => Promise.resolve(named ? OTHER : undefined);
  return voided({ ...rules, ...otherwise }, inForce(events), command, self, { ...elsewhere, amendable, namedBy });
};

describe('correcting a fact', () => {
  it('is decided where the fact stands, on its day where no other is said', async () => {
    const events = history(called, opened, weighed);
    const command = new OpenLift(correcting(events, 1), { ...ref, at: 'first floor' });
    expect(await correct(events, command, open)).toEqual([
      { type: 'Opened', data: { ...ref, at: 'first floor' }, effectiveOn: LATER, corrects: idOf(events, 1) },
    ]);
  });

  it('records nothing where what holds says the same', async () => {
    const events = history(called, opened);
    expect(await correct(events, new OpenLift(correcting(events, 1), { ...ref, at: 'ground' }), open)).toEqual([]);
  });

  it('is refused where it was so without the fact, which is voided instead', async () => {
    const events = history(called, opened, { ...opened, data: { ...ref, at: 'first floor' } });
    const command = new OpenLift(correcting(events, 2), { ...ref, at: 'ground' });
    await expect(correct(events, command, open)).rejects.toMatchObject({ code: 'HELD_WITHOUT_IT', text: { field: 'corrects' } });
  });

  it('is refused as the decision refuses it there', async () => {
    const events = history({ ...called, effectiveOn: LATER }, opened);
    const stated = { effectiveOn: DAY };
    await expect(correct(events, new OpenLift(correcting(events, 1, { effectiveOn: DAY, stated }), { ...ref, at: 'ground' }), open)).rejects.toMatchObject({
      code: 'TOO_EARLY',
    });
  });

  it('is refused where a later fact would no longer stand, and names it', async () => {
    const events = history(called, opened, weighed);
    const command = new OpenLift(correcting(events, 1, { effectiveOn: LATEST, stated: { effectiveOn: LATEST } }), { ...ref, at: 'ground' });
    await expect(correct(events, command, open)).rejects.toMatchObject({
      code: 'LATER_FACT_STANDS_ON_IT',
      details: { fact: 'Weighed', effectiveOn: LATER, eventId: idOf(events, 2) },
      text: { field: 'corrects' },
    });
  });

  it('is of the day of the first fact, too, where what comes after stands on it, and of none of its ids', async () => {
    const events = history({ ...called, effectiveOn: LATER }, { ...opened, effectiveOn: LATEST });
    const otherwise = { facts: { ...rules.facts, Called: CallLift } };
    const on = (effectiveOn: string, input: LiftRef = ref) =>
      correct(events, new CallLift(correcting(events, 0, { effectiveOn, stated: { effectiveOn } }), input), call, { otherwise });
    expect(await on(DAY)).toEqual([{ type: 'Called', data: ref, effectiveOn: DAY, corrects: idOf(events, 0) }]);
    await expect(on('2026-03-10')).rejects.toMatchObject({ code: 'LATER_FACT_STANDS_ON_IT' });
    await expect(on(DAY, { liftId: OTHER })).rejects.toMatchObject({ code: 'IDENTITY_NOT_CORRECTABLE' });
  });

  it('is refused of what can be voided alone, with what to do instead', async () => {
    const events = history(called);
    const otherwise = { facts: { ...rules.facts, Called: { voidedBy: CallLift, instead: NEVER } } };
    await expect(correct(events, new CallLift(correcting(events, 0), ref), call, { otherwise })).rejects.toMatchObject({
      code: 'FACT_NOT_AMENDABLE',
      text: { field: 'corrects' },
    });
    expect(await toVoid(events, 0, { otherwise })).toHaveLength(1);
  });

  it('says of a later fact that cannot be amended itself that both stay', async () => {
    const events = history(called, opened, weighed);
    const command = new OpenLift(correcting(events, 1, { effectiveOn: LATEST, stated: { effectiveOn: LATEST } }), { ...ref, at: 'ground' });
    const refused = (remedy: string) => ({ code: 'LATER_FACT_STANDS_ON_IT', details: { eventId: idOf(events, 2), remedy } });
    await expect(correct(events, command, open)).rejects.toMatchObject(refused('AMEND_IT_FIRST'));
    await expect(correct(events, command, open, { otherwise: { facts: { ...rules.facts, Weighed: NEVER } } })).rejects.toMatchObject(
      refused('RECORD_WHAT_HOLDS_NOW'),
    );
  });

  it('records what follows where the facts have led to by then, and is refused where nobody says what does', async () => {
    const events = history(called, opened, weighed);
    const both = (command: OpenLift, state: Lift): Decided<LiftEvent> => [...(open(command, state) as readonly LiftEvent[]), weighed];
    const command = new OpenLift(correcting(events, 1), { ...ref, at: 'first floor' });
    await expect(correct(events, command, both)).rejects.toMatchObject({ code: 'FACT_NOT_AMENDABLE' });
    const shutAt: LiftEvent = { ...shut, effectiveOn: LATEST };
    const follows = (state: unknown, { type }: Recorded) => (type === 'Opened' && (state as Lift).kilos === 80 ? [shutAt] : []);
    expect(await correct(events, command, both, { otherwise: { follows } })).toEqual([expect.objectContaining({ type: 'Opened' }), shutAt]);
    expect(await toVoid(history(called, opened), 1, { otherwise: { follows: () => [shutAt] } })).toEqual([
      expect.objectContaining({ type: 'FactVoided' }),
      shutAt,
    ]);
  });

  it('lets a later fact be that stood on nothing before', async () => {
    const events = history(called, opened, shut, weighed);
    const command = new OpenLift(correcting(events, 1), { ...ref, at: 'first floor' });
    expect(await correct(events, command, open)).toHaveLength(1);
  });

  it('is refused of what is not there, of the first fact, by another command, of another id, and without a reason', async () => {
    const events = history(called, opened);
    const at = (meta: CommandMeta, input: { liftId: string; at: string } = { ...ref, at: 'first floor' }) => correct(events, new OpenLift(meta, input), open);
    const refused = (code: string) => expect.objectContaining({ code });
    await expect(at(metaFor({ ...BECAUSE, corrects: OTHER }))).rejects.toEqual(refused('FACT_NOT_FOUND'));
    await expect(at(correcting(events, 0))).rejects.toEqual(refused('FACT_NOT_AMENDABLE'));
    await expect(correct(events, new WeighLift(correcting(events, 1), { ...ref, kilos: 1 }), weigh)).rejects.toEqual(refused('FACT_OF_ANOTHER_COMMAND'));
    await expect(at(correcting(events, 1), { liftId: OTHER, at: 'ground' })).rejects.toEqual(refused('IDENTITY_NOT_CORRECTABLE'));
    await expect(at(metaFor({ corrects: idOf(events, 1) }))).rejects.toEqual(refused('REASON_NEEDED'));
  });

  it('is refused of a later day of what others name before that day, from its first fact on', async () => {
    const correctable = { facts: { ...rules.facts, Called: CallLift } } as Partial<typeof rules>;
    const asked: unknown[] = [];
    const namedBy: Elsewhere['namedBy'] = (first, _id, before) => {
      asked.push([first.id, before]);
      return Promise.resolve(before !== undefined && before > LATER ? OTHER : undefined);
    };
    const moved = (effectiveOn: string) =>
      correct(history(called), new CallLift(correcting(history(called), 0, { effectiveOn, stated: { effectiveOn } }), ref), call, {
        otherwise: correctable,
        namedBy,
      });
    expect(await moved('2026-02-01')).toHaveLength(1);
    expect(await moved(LATER)).toHaveLength(1);
    await expect(moved(LATEST)).rejects.toMatchObject({ code: 'NAMED_ELSEWHERE', details: { eventId: OTHER }, text: { field: 'corrects' } });
    const first = idOf(history(called), 0);
    expect(asked).toEqual([
      [first, LATER],
      [first, LATEST],
    ]);
  });

  it('is told what holds in its place where it was corrected since', async () => {
    const before = history(called, opened);
    const events = history(called, opened, { ...opened, corrects: idOf(before, 1) });
    const replaced = { code: 'FACT_CORRECTED', details: { eventId: idOf(events, 2) } };
    await expect(correct(events, new OpenLift(correcting(before, 1), { ...ref, at: 'attic' }), open)).rejects.toMatchObject(replaced);
    await expect(toVoid(events, 1)).rejects.toMatchObject(replaced);
  });

  it('is refused, as voiding is, where other streams leave no room for what the stream would come to', async () => {
    const events = history(called, opened, shut);
    const otherwise = {
      allows: (_streams: unknown, state: unknown) => ((state as Lift).stage === 'open' ? Promise.reject(refuse('NO_ROOM')) : Promise.resolve()),
    };
    await expect(toVoid(events, 2, { otherwise })).rejects.toMatchObject({ code: 'NO_ROOM', text: { field: 'eventId' } });
    expect(await correct(events, new OpenLift(correcting(events, 1), { ...ref, at: 'attic' }), open, { otherwise })).toHaveLength(1);
  });

  it('is refused of what follows from something else, and not to what follows itself', async () => {
    const [first, second] = history(called, opened);
    const events = [first, { ...second, meta: { ...second?.meta, causationId: OTHER } }] as Recorded<LiftEvent>[];
    const input = { ...ref, at: 'first floor' };
    await expect(correct(events, new OpenLift(correcting(events, 1), input), open)).rejects.toMatchObject({ code: 'FACT_FOLLOWS' });
    expect(await correct(events, new OpenLift(correcting(events, 1, { causationId: OTHER }), input), open)).toHaveLength(1);
  });
});

describe('voiding a fact', () => {
  it('says which fact, with everything that it concerned', async () => {
    const events = history(called, opened, weighed);
    expect(await toVoid(events, 2)).toEqual([
      { type: 'FactVoided', data: { eventId: idOf(events, 2), eventType: 'Weighed', concerns: ref }, effectiveOn: LATER, voids: idOf(events, 2) },
    ]);
  });

  it('is refused while a later fact stands on it', async () => {
    const events = history(called, opened, weighed);
    await expect(toVoid(events, 1)).rejects.toMatchObject({ code: 'LATER_FACT_STANDS_ON_IT', text: { field: 'eventId' } });
  });

  it('is refused of what cannot be amended, and says why', async () =>
    expect(toVoid(history(called), 0)).rejects.toMatchObject({
      code: 'FACT_NOT_AMENDABLE',
      details: { why: 'Called' },
      text: { words: { why: { Called: NEVER } } },
    }));

  it('is refused of the first fact of something that others name', async () => {
    const events = history(opened);
    await expect(toVoid(events, 0, { named: true })).rejects.toMatchObject({ code: 'NAMED_ELSEWHERE' });
    expect(await toVoid(events, 0)).toHaveLength(1);
    // Or of something within, where its feature says so.
    await expect(toVoid(history(called, opened, weighed), 2, { named: true })).rejects.toMatchObject({ code: 'NAMED_ELSEWHERE' });
  });

  it('is refused to whom it is about, where another person records it', async () => {
    const events = recorded<LiftEvent>([called, opened, { ...shut, data: { ...ref, leaderId: OTHER } as LiftRef }]);
    await expect(toVoid(events, 2, { self: new Set([OTHER]) })).rejects.toMatchObject({ code: 'OWN_RECORD' });
    expect(await toVoid(events, 2, { self: new Set([LIFT]) })).toHaveLength(1);
  });

  it('is refused without a reason', async () =>
    expect(toVoid(history(called, opened), 1, { meta: { reasonCode: undefined as never } })).rejects.toMatchObject({ code: 'REASON_NEEDED' }));
});

describe('amending a fact', () => {
  const events = history(called, opened);
  const correction = (of: readonly Recorded<LiftEvent>[], meta: Partial<CommandMeta> = {}) =>
    new OpenLift(correcting(of, 1, meta), { ...ref, at: 'first floor' });

  it('is refused where other streams do not allow it', async () => {
    const amendable = ({ id }: Recorded) => (id === idOf(events, 1) ? Promise.reject(refuse('ELSEWHERE')) : Promise.resolve());
    await expect(correct(events, correction(events), open, { amendable })).rejects.toMatchObject({ code: 'ELSEWHERE', text: { field: 'corrects' } });
    await expect(toVoid(events, 1, { amendable })).rejects.toMatchObject({ code: 'ELSEWHERE', text: { field: 'eventId' } });
  });

  describe('that somebody said of themselves', () => {
    const person = (id: string, role: string, more = {}): Actor => ({ kind: 'person', id, role, ...more });
    const saidBy = (actor: Actor) => {
      const [first, second] = events;
      return [first, { ...second, data: { ...second?.data, leaderId: OTHER }, meta: { ...second?.meta, actor } }] as Recorded<LiftEvent>[];
    };
    const openFor = (command: OpenLift, state: Lift) =>
      (open(command, state) as readonly Opened[]).map((event) => ({ ...event, data: { ...event.data, leaderId: OTHER } }) as Opened);
    const both = async (of: readonly Recorded<LiftEvent>[], meta: Partial<CommandMeta>) => {
      const outcome = (amended: Promise<readonly object[]>) =>
        amended.then(
          ({ length }) => length,
          ({ code }: Refused) => code,
        );
      return [await outcome(correct(of, correction(of, meta), openFor)), await outcome(toVoid(of, 1, { meta }))];
    };
    const refused = ['SAID_BY_THEMSELVES', 'SAID_BY_THEMSELVES'];
    const own = [person(OTHER, 'leader'), person(LIFT, 'leader', { onBehalfOf: OTHER }), person(OTHER, 'administrator')];

    it('is for them, and whoever acts in their name, and for nobody else', async () => {
      for (const said of own) {
        for (const actor of own) expect(await both(saidBy(said), { actor })).toEqual([1, 1]);
        for (const role of ['talent-partner', 'programme-lead', 'administrator'])
          expect(await both(saidBy(said), { actor: person(LIFT, role) })).toEqual(refused);
      }
    });

    it('is for what it follows from, where that falls', async () =>
      expect(await both(saidBy(person(OTHER, 'leader')), { causationId: OTHER })).toEqual([1, 1]));

    it('is for others where others said it', async () =>
      expect(await both(saidBy(person(LIFT, 'talent-partner')), { actor: person(LIFT, 'administrator') })).toEqual([1, 1]));
  });
});

describe('what holds', () => {
  type Noted = Event<'Noted', { readonly what: number }>;
  const noted = (what: number, at: number, link: { readonly corrects?: string; readonly voids?: string } = {}): Recorded<Noted> => ({
    ...(recorded<Noted>([{ type: 'Noted', data: { what } }])[0] as Recorded<Noted>),
    id: `event ${at}`,
    ...link,
  });

  it('is the clean history, in whichever order facts, corrections and voids were recorded', () => {
    const figure = fc.integer({ min: 0, max: 99 });
    const step = fc.oneof(figure, fc.record({ of: fc.nat(), what: fc.option(figure) }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const events: Recorded<Noted>[] = [];
        const placeOf: number[] = [];
        const clean: (number | null)[] = [];
        for (const [at, next] of steps.entries()) {
          if (typeof next === 'number' || at === 0) {
            const what = typeof next === 'number' ? next : 0;
            events.push(noted(what, at));
            placeOf.push(clean.push(what) - 1);
            continue;
          }
          const of = next.of % at;
          const place = placeOf[of] ?? 0;
          events.push(noted(next.what ?? 0, at, next.what === null ? { voids: `event ${of}` } : { corrects: `event ${of}` }));
          placeOf.push(place);
          clean[place] = next.what;
        }
        expect(inForce(events).map(({ fact }) => fact.data.what)).toEqual(clean.filter((what) => what !== null));
      }),
    );
  });
});
