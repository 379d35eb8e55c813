import { type Actor, Command, type CommandMeta, type Decided, type Event, type Fold, inForce, onRecord, type Recorded, Refused, VoidFact } from '@app/kernel';
import { metaFor, recorded } from '@app/kernel/testing';
import fc from 'fast-check';
import { amending, corrected, voided } from './amending.js';

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
class OpenLift extends Command<LiftRef & { readonly at: string }> {}
class WeighLift extends Command<LiftRef & { readonly kilos: number }> {}
class ShutLift extends Command<LiftRef> {}
const refuse = (code: string) => new Refused(code, {}, { en: code, cy: code });
const allowed = (type: LiftEvent['type'], { stage, since }: Lift, { effectiveOn }: CommandMeta) => {
  if (!(RECORDED_AT[type] as readonly string[]).includes(stage)) throw refuse('WRONG_STAGE');
  if (effectiveOn < since) throw refuse('TOO_EARLY');
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
const admitted: (fact: Recorded) => Promise<void> = () => Promise.resolve();
const correct = <C extends Command>(
  events: readonly Recorded<LiftEvent>[],
  command: C,
  decide: (command: C, state: Lift) => Decided<LiftEvent>,
  admit = admitted,
) => corrected(rules, inForce(events), command, (asked, state) => decide(asked, state as Lift), admit);
const toVoid = (events: readonly Recorded<LiftEvent>[], index: number, { self = new Set<string>(), named = false, meta = {}, admit = admitted } = {}) =>
  voided(rules, inForce(events), new VoidFact(metaFor({ ...BECAUSE, ...meta }), { eventId: idOf(events, index) }), self, () => Promise.resolve(named), admit);

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
    const admit = ({ id }: Recorded) => (id === idOf(events, 1) ? Promise.reject(refuse('ELSEWHERE')) : Promise.resolve());
    await expect(correct(events, correction(events), open, admit)).rejects.toMatchObject({ code: 'ELSEWHERE', text: { field: 'corrects' } });
    await expect(toVoid(events, 1, { admit })).rejects.toMatchObject({ code: 'ELSEWHERE', text: { field: 'eventId' } });
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
