import type { Actor, CalendarDate, Command, Decided, Event, Fold, InForce, Recorded, RefusalWords, Self, StreamOf, VoidedFact, VoidFact } from '@app/kernel';
import { aboutOthers, idsOf, isOnRecord, Refused, refusals, sameContent } from '@app/kernel';
import type { CommandType } from './command-type.js';

type Words = RefusalWords[string][string];

/**
 * By which command a fact is recorded, and so corrected and voided by whoever may send that: by another person than whom it is of, where it says so; or voided
 * alone, and what to do instead of correcting it; or why it is neither.
 */
export type Remedy = CommandType | { readonly byAnother: CommandType } | { readonly voidedBy: CommandType; readonly instead: Words } | Words;

/** The remedy of each fact of a kind of stream: one that is forgotten does not compile. */
export type Remedies<E extends Event> = { readonly [Type in E['type']]: Remedy };

/** A right that something takes besides its own: that to send another command. */
export interface Besides {
  readonly command: string;
  /** That command's, which say what it would be about. */
  readonly fields: object;
  /** What whoever lacks it is told. */
  readonly refused: Refused;
}

/** The streams of others, for what has to be known of them. */
export interface OtherStreams {
  load<S, E extends Event>(stream: StreamOf<E>, fold: Fold<S, NoInfer<E>>): Promise<S>;
}

/** What an amendment is held against besides its own stream. */
export interface Elsewhere extends OtherStreams {
  /** @throws Refused where a fact may not be amended at all */
  amendable(fact: Recorded): Promise<void>;
  /**
   * The event by which something was recorded of what a fact began, in another stream; undefined where none was.
   * @param first what stood in the fact's place first @param before of days before that one alone, where it is given
   */
  namedBy(first: Recorded, id: string, before?: CalendarDate): Promise<string | undefined>;
}

/** What holds for a kind of stream whose facts can be corrected and voided. */
export interface Amending<State, E extends Event> {
  /** Of its streams' names. */
  readonly category: string;
  /** What each of its streams is of: a type of the GraphQL schema. */
  readonly of: string;
  /** Whoever sees which of that type's groups of fields is shown that a fact was recorded; nobody by that (`null`), but who may amend it. */
  readonly shownTo: Readonly<Record<E['type'], string | null>>;
  readonly fold: Fold<State, E>;
  /**
   * Whether a fact may stand where the facts before it have led to.
   * @param was where they had led to before one of them was corrected or voided; the same where none was
   */
  readonly stands: (state: State, fact: Recorded<E>, was: State) => boolean;
  readonly facts: Remedies<E>;
  /**
   * What follows in the same stream, now that a fact is corrected or voided; nothing where absent.
   * @param state where the facts that hold have led to by then @param fact what was corrected, as it is now, or voided
   */
  readonly follows?: (state: State, fact: Recorded<E>) => readonly E[];
  /** Of facts that say something of a thing that others may name: the field that has its id. The first fact of a stream does so of what the stream is of. */
  readonly named?: { readonly [Type in E['type']]?: keyof Extract<E, { readonly type: Type }>['data'] & string };
  /**
   * The right that an amendment takes besides that of its command, by what it would bring about; undefined where that is enough.
   * @param state where the stream has come to @param type of the fact that is to be voided @param today in Europe/London
   */
  readonly besides?: (state: State, type: E['type'], today: CalendarDate) => Besides | undefined;
  /**
   * Refuses what the stream would come to where other streams leave no room for that; nothing does where absent.
   * @throws Refused
   */
  readonly allows?: (streams: OtherStreams, state: State) => Promise<void>;
  /** Where not everybody who may void a thing may know what was recorded of it here: that this names it does not keep it from being voided. */
  readonly namesUnseen?: true;
  /** What each fact is called. */
  readonly labels: Readonly<Record<E['type'], Words>>;
}

/** Those of any stream, for lists of them. */
export type AnyAmending = Amending<unknown, Event> & { readonly named?: Readonly<Record<string, string>> };

/** Declares what holds for a kind of stream whose facts can be corrected and voided. */
export function amending<State, E extends Event>(declared: Amending<State, E>): AnyAmending {
  // It is handed the events of streams of its category alone, and states that its own fold made.
  return declared as unknown as AnyAmending;
}

const refuse = refusals({
  REASON_NEEDED: {
    en: 'Whoever corrects or voids what is on record says why. Give a reason code, such as RECORDED_IN_ERROR.',
    cy: 'Rhaid i’r sawl sy’n cywiro neu’n dirymu’r hyn sydd ar gofnod ddweud pam. Rhowch god rheswm, megis RECORDED_IN_ERROR.',
    field: 'reasonCode',
  },
  FACT_NOT_FOUND: {
    en: 'No fact that holds is on record here under this id. It may be of something else; or it was voided since, and nothing is left to correct or void: its history says so.',
    cy: 'Nid oes ffaith ddilys ar gofnod yma o dan yr ID hwn. Gall berthyn i rywbeth arall; neu cafodd ei dirymu ers hynny, ac nid oes dim ar ôl i’w gywiro na’i ddirymu: mae ei hanes yn dweud hynny.',
  },
  FACT_CORRECTED: {
    en: 'This was corrected since. Event {eventId} holds in its place: look at that, and correct or void it where it is wrong.',
    cy: 'Cywirwyd hyn ers hynny. Digwyddiad {eventId} sy’n ddilys yn ei le: edrychwch ar hwnnw, a’i gywiro neu ei ddirymu lle mae’n anghywir.',
  },
  FACT_NOT_AMENDABLE: {
    en: 'This cannot be corrected or voided. {why}',
    cy: 'Ni ellir cywiro na dirymu hyn. {why}',
  },
  FACT_OF_ANOTHER_COMMAND: {
    en: 'Another mutation recorded this. Use that one again to correct it, or void it.',
    cy: 'Mwtaniad arall a gofnododd hyn. Defnyddiwch hwnnw eto i’w gywiro, neu ei ddirymu.',
  },
  FACT_FOLLOWS: {
    en: 'Nobody recorded this: it followed from something else. Correct or void that, and this follows.',
    cy: 'Ni chofnododd neb hyn: dilynodd o rywbeth arall. Cywirwch neu ddirymwch hwnnw, a bydd hyn yn dilyn.',
  },
  SAID_BY_THEMSELVES: {
    en: 'The person whom this is about said it themselves. Only they can correct or void it, or whoever acts in their name where that is delegated. Ask them to; what holds from another day on is recorded by the mutation that is there for it.',
    cy: 'Y person y mae hyn yn ymwneud ag ef a’i dywedodd. Dim ond y person hwnnw a all ei gywiro neu ei ddirymu, neu’r sawl sy’n gweithredu yn ei enw lle mae hynny wedi’i ddirprwyo. Gofynnwch iddo; cofnodir yr hyn sy’n ddilys o ddiwrnod arall ymlaen drwy’r mwtaniad sydd ar gael ar ei gyfer.',
  },
  IDENTITY_NOT_CORRECTABLE: {
    en: 'What tells this from others ({which}) cannot be corrected. Void it, and record it anew.',
    cy: 'Ni ellir cywiro’r hyn sy’n gwahaniaethu hyn oddi wrth eraill ({which}). Dirymwch ef, a’i gofnodi o’r newydd.',
  },
  HELD_WITHOUT_IT: {
    en: 'This was so already without what you correct, so there is nothing else to record in its place. Void that instead, by voidFact; or, where what followed from it stands in the way, record what holds now, without corrects.',
    cy: 'Roedd hyn felly’n barod heb yr hyn rydych yn ei gywiro, felly nid oes dim arall i’w gofnodi yn ei le. Dirymwch hwnnw yn lle hynny, drwy voidFact; neu, lle mae’r hyn a ddilynodd ohono’n rhwystr, cofnodwch yr hyn sy’n ddilys nawr, heb corrects.',
  },
  NAMED_ELSEWHERE: {
    en: 'Other records name what this is about (the last by event {eventId}), and would name what was not there. Void those first, or record what holds now instead.',
    cy: 'Mae cofnodion eraill yn enwi’r hyn y mae hyn yn ymwneud ag ef (yr olaf drwy ddigwyddiad {eventId}), a byddent yn enwi’r hyn nad oedd yno. Dirymwch y rheini’n gyntaf, neu cofnodwch yr hyn sy’n ddilys nawr yn lle hynny.',
  },
  LATER_FACT_STANDS_ON_IT: {
    en: 'What was recorded after it builds on it: {fact}, of {effectiveOn} (event {eventId}). {remedy}',
    cy: 'Mae’r hyn a gofnodwyd wedyn yn dibynnu arno: {fact}, {effectiveOn} (digwyddiad {eventId}). {remedy}',
  },
});
/** The same, to who is not shown what that is. */
const refuseUnnamed = refusals({
  LATER_FACT_STANDS_ON_IT: {
    en: 'What was recorded after it builds on it, and is not yours to see. Ask whoever sees the whole history to correct or void that first.',
    cy: 'Mae’r hyn a gofnodwyd wedyn yn dibynnu arno, ac nid yw’n eiddo i chi ei weld. Gofynnwch i rywun sy’n gweld yr hanes cyfan gywiro neu ddirymu hwnnw’n gyntaf.',
  },
  NAMED_ELSEWHERE: {
    en: 'Other records name what this is about, and would name what was not there. They are not yours to see: ask whoever sees them to void those first, or record what holds now instead.',
    cy: 'Mae cofnodion eraill yn enwi’r hyn y mae hyn yn ymwneud ag ef, a byddent yn enwi’r hyn nad oedd yno. Nid ydynt yn eiddo i chi eu gweld: gofynnwch i rywun sy’n eu gweld ddirymu’r rheini’n gyntaf, neu cofnodwch yr hyn sy’n ddilys nawr yn lle hynny.',
  },
});

const NOT_AMENDABLE: Words = {
  en: 'Record what holds now by the mutation that is there for it.',
  cy: 'Cofnodwch yr hyn sy’n ddilys nawr drwy’r mwtaniad sydd ar gael ar ei gyfer.',
};
/** What to do about a fact that is in the way of amending another: an end, where it is not to be amended itself. */
const IN_THE_WAY = {
  AMEND_IT_FIRST: {
    en: 'Correct or void that first; it may be recorded again afterwards.',
    cy: 'Cywirwch neu ddirymwch hwnnw’n gyntaf; gellir ei gofnodi eto wedyn.',
  },
  RECORD_WHAT_HOLDS_NOW: {
    en: 'That can neither be corrected nor voided, so this stays as well. Record what holds now, by the same mutation without corrects.',
    cy: 'Ni ellir cywiro na dirymu hwnnw, felly mae hyn yn aros hefyd. Cofnodwch yr hyn sy’n ddilys nawr, drwy’r un mwtaniad heb corrects.',
  },
} satisfies Record<string, Words>;

/** @param type the fact's: why goes by that */
function notAmendable(type: string, why: Words): Refused {
  const { code, details, text } = refuse('FACT_NOT_AMENDABLE', { why: type });
  return new Refused(code, details, { ...text, words: { why: { [type]: why } } });
}

/** What is refused at no field of its own is so at the one that names the fact. */
async function naming<T>(field: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused && error.text.field === undefined) throw new Refused(error.code, error.details, { ...error.text, field });
    throw error;
  }
}

/** The command that a fact of a type is recorded by, for whoever asks who may amend it; undefined where it cannot be amended. */
export function recordedBy(rules: AnyAmending | undefined, type: string): CommandType | undefined {
  const remedy = rules?.facts[type];
  if (!remedy || 'en' in remedy) return undefined;
  if ('voidedBy' in remedy) return remedy.voidedBy;
  return 'byAnother' in remedy ? remedy.byAnother : remedy;
}

/** What of the fact that is to be corrected a refusal tells. */
const OF_WHAT_IS_CORRECTED = ['FACT_NOT_AMENDABLE', 'FACT_OF_ANOTHER_COMMAND', 'FACT_FOLLOWS'];

/**
 * Of which fact a refusal tells, and what is said in its place to who is not shown that fact; undefined where it tells of none.
 * @param corrects the fact that the command was to correct
 */
export function tellsOf(refused: Refused, corrects: string | undefined): { readonly eventId: string; readonly otherwise: Refused } | undefined {
  const { code, details, text } = refused;
  if (code === 'LATER_FACT_STANDS_ON_IT' || code === 'NAMED_ELSEWHERE')
    return { eventId: String(details['eventId']), otherwise: refuseUnnamed(code, {}, text.field) };
  if (code === 'FACT_CORRECTED') return { eventId: String(details['eventId']), otherwise: refuse('FACT_NOT_FOUND', {}, text.field) };
  if (corrects === undefined || !OF_WHAT_IS_CORRECTED.includes(code)) return undefined;
  return { eventId: corrects, otherwise: refuse('FACT_NOT_FOUND', {}, 'corrects') };
}

/** The id of what a fact is about, as others may name it. */
export function thingOf(
  { category, named }: AnyAmending,
  { stream, type, data }: { readonly stream: string; readonly type: string; readonly data: unknown },
): string {
  return idsIn(Object(data) as object)[named?.[type] ?? ''] ?? stream.slice(category.length + 1);
}

interface Place {
  readonly index: number;
  readonly first: Recorded;
  readonly fact: Recorded;
}

/** Whoever changes what is on record says why; what follows by itself has its cause. @throws Refused REASON_NEEDED */
function saysWhy({ meta: { causationId, reasonCode } }: Command): void {
  if (reasonCode === undefined && causationId === undefined) throw refuse('REASON_NEEDED');
}

/** What follows from another fact by itself is undone by whatever undoes that. @throws Refused FACT_FOLLOWS */
function byHand({ meta }: Recorded, command: Command): void {
  if (meta.causationId !== undefined && command.meta.causationId === undefined) throw refuse('FACT_FOLLOWS');
}

/** In the role that everybody has towards their own record; or by its id, their own or that of whom they act for. */
const isBy = (actor: Actor, leaderId: string): boolean => actor.role === 'leader' || idsOf(actor).includes(leaderId);

/** What somebody said of themselves nobody takes back for them, not even who may say such a thing for them. @throws Refused SAID_BY_THEMSELVES */
function theirsAlone({ data, meta }: Recorded, command: Command): void {
  const { leaderId } = data as { readonly leaderId?: string };
  if (leaderId === undefined || command.meta.causationId !== undefined) return;
  if (isBy(meta.actor, leaderId) && !isBy(command.meta.actor, leaderId)) throw refuse('SAID_BY_THEMSELVES');
}

function placeOf(places: readonly InForce[], eventId: string | undefined): Place {
  const index = places.findIndex(({ fact }) => fact.id === eventId);
  const place = places[index];
  if (!place) {
    const { fact: now } = places.find(({ first, fact: { corrects } }) => corrects !== undefined && [corrects, first.id].includes(eventId ?? '')) ?? {};
    throw now ? refuse('FACT_CORRECTED', { eventId: now.id }) : refuse('FACT_NOT_FOUND');
  }
  return { index, ...place };
}

/** @param before the first day from which it may be named @throws Refused NAMED_ELSEWHERE, by what others recorded of what a fact began */
async function notNamed(rules: AnyAmending, { index, first, fact }: Place, elsewhere: Elsewhere, before?: CalendarDate): Promise<void> {
  if (index > 0 && rules.named?.[fact.type] === undefined) return;
  const eventId = await elsewhere.namedBy(first, thingOf(rules, fact), before);
  if (eventId !== undefined) throw refuse('NAMED_ELSEWHERE', { eventId });
}

/**
 * What a command records that corrects a fact: it is decided as if it had been sent in the place of the one that recorded that fact.
 * @param places all that holds in the stream
 * @returns nothing, where what holds says the same already
 * @throws Refused by the decision and by what is elsewhere; and REASON_NEEDED, FACT_NOT_FOUND, FACT_CORRECTED, FACT_NOT_AMENDABLE, FACT_OF_ANOTHER_COMMAND, FACT_FOLLOWS, SAID_BY_THEMSELVES, HELD_WITHOUT_IT, IDENTITY_NOT_CORRECTABLE, LATER_FACT_STANDS_ON_IT, NAMED_ELSEWHERE
 */
export function corrected<C extends Command>(
  rules: AnyAmending | undefined,
  places: readonly InForce[],
  command: C,
  decide: (command: C, state: unknown) => Decided<Event>,
  elsewhere: Elsewhere,
): Promise<readonly Event[]> {
  return naming('corrects', async () => {
    saysWhy(command);
    const place = placeOf(places, command.meta.corrects);
    const { index, fact } = place;
    const by = recordedBy(rules, fact.type);
    if (!rules || !by || isVoidedAlone(rules, fact)) throw notAmendable(fact.type, whyNot(rules, fact.type));
    if (by.name !== command.constructor.name) throw refuse('FACT_OF_ANOTHER_COMMAND');
    byHand(fact, command);
    theirsAlone(fact, command);
    await elsewhere.amendable(fact);
    const before = stateBefore(rules, places, index);
    const asked = onTheDayOf(fact, command);
    const decided = decide(asked, before);
    const [correction, ...more] = isOnRecord(decided) ? [] : decided;
    if (!correction) throw refuse('HELD_WITHOUT_IT');
    if (more.length > 0 && !rules.follows) throw notAmendable(fact.type, NOT_AMENDABLE);
    const { type, data, effectiveOn = asked.meta.effectiveOn } = correction;
    const which = changedId(fact.data, data);
    if (which !== undefined) throw refuse('IDENTITY_NOT_CORRECTABLE', { which });
    if (type === fact.type && effectiveOn === fact.effectiveOn && sameContent(fact.data, data)) return [];
    const anew = { ...fact, type, data, effectiveOn };
    const state = heldAgainst(rules, before, places.slice(index), anew);
    if (effectiveOn > fact.effectiveOn) await notNamed(rules, place, elsewhere, effectiveOn);
    await rules.allows?.(elsewhere, state);
    return [{ type, data, effectiveOn, corrects: fact.id }, ...(rules.follows?.(state, anew) ?? [])];
  });
}

/**
 * What voids a fact.
 * @param self whoever voids it
 * @throws Refused by what is elsewhere; and REASON_NEEDED, FACT_NOT_FOUND, FACT_CORRECTED, FACT_NOT_AMENDABLE, FACT_FOLLOWS, OWN_RECORD, SAID_BY_THEMSELVES, LATER_FACT_STANDS_ON_IT, NAMED_ELSEWHERE
 */
export function voided(
  rules: AnyAmending | undefined,
  places: readonly InForce[],
  command: VoidFact,
  self: Self,
  elsewhere: Elsewhere,
): Promise<readonly Event[]> {
  return naming('eventId', async () => {
    saysWhy(command);
    const place = placeOf(places, command.input.eventId);
    const { index, fact } = place;
    const remedy = rules?.facts[fact.type];
    if (!rules || !remedy || !recordedBy(rules, fact.type)) throw notAmendable(fact.type, whyNot(rules, fact.type));
    const { leaderId } = fact.data as { readonly leaderId?: string };
    if ('byAnother' in remedy && leaderId !== undefined) aboutOthers(self, leaderId);
    byHand(fact, command);
    theirsAlone(fact, command);
    await elsewhere.amendable(fact);
    const state = heldAgainst(rules, stateBefore(rules, places, index), places.slice(index), undefined);
    await rules.allows?.(elsewhere, state);
    await notNamed(rules, place, elsewhere);
    const data: VoidedFact = { eventId: fact.id, eventType: fact.type, concerns: idsIn(fact.data) };
    return [{ type: 'FactVoided', data, effectiveOn: fact.effectiveOn, voids: fact.id }, ...(rules.follows?.(state, fact) ?? [])];
  });
}

const stateBefore = ({ fold }: AnyAmending, places: readonly InForce[], index: number): unknown =>
  places.slice(0, index).reduce((state, { fact }) => fold.evolve(state, fact), fold.initialState);

const whyNot = (rules: AnyAmending | undefined, type: string): Words => {
  const remedy = rules?.facts[type];
  if (remedy && 'instead' in remedy) return remedy.instead;
  return remedy && 'en' in remedy ? remedy : NOT_AMENDABLE;
};

const isVoidedAlone = ({ facts }: AnyAmending, { type }: Recorded): boolean => 'instead' in (facts[type] ?? {});

/** The command, on the day of the fact that it corrects where it says no other. */
function onTheDayOf<C extends Command>({ effectiveOn }: Recorded, command: C): C {
  const { meta, input, constructor } = command;
  if (!meta.stated || meta.stated['effectiveOn'] !== undefined) return command;
  return new (constructor as CommandType<C>)({ ...meta, effectiveOn }, input as never);
}

/**
 * Holds what comes after a place against what is to stand there.
 * @param before the state before the place @param replacement what is to stand there; nothing where it is voided
 * @returns where they lead to then
 * @throws Refused LATER_FACT_STANDS_ON_IT, at the first that stood and would stand no more
 */
function heldAgainst(rules: AnyAmending, before: unknown, [place, ...later]: readonly InForce[], replacement: Recorded | undefined): unknown {
  const { fold, stands } = rules;
  let was = place ? fold.evolve(before, place.fact) : before;
  let now = replacement ? fold.evolve(before, replacement) : before;
  for (const { fact } of later) {
    if (!stands(now, fact, was) && stands(was, fact, was)) throw inTheWay(rules, fact);
    was = fold.evolve(was, fact);
    now = fold.evolve(now, fact);
  }
  return now;
}

function inTheWay(rules: AnyAmending, { id, type, effectiveOn }: Recorded): Refused {
  const remedy: keyof typeof IN_THE_WAY = recordedBy(rules, type) ? 'AMEND_IT_FIRST' : 'RECORD_WHAT_HOLDS_NOW';
  const { code, details, text } = refuse('LATER_FACT_STANDS_ON_IT', { fact: type, effectiveOn, eventId: id, remedy });
  return new Refused(code, details, { ...text, words: { fact: rules.labels, remedy: IN_THE_WAY } });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** The first id that would be another. */
function changedId(before: object, after: object): string | undefined {
  const [one, other] = [idsIn(before), idsIn(after)];
  return Object.keys(one).find((field) => field in other && one[field] !== other[field]);
}

/** By the names of the fields that hold them. */
function idsIn(data: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data).filter((entry): entry is [string, string] => isId(entry[1])));
}
