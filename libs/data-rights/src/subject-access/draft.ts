import type { SealedValue } from '@app/kernel';
import { isSealed } from '../log/sealed-fields.js';
import { isThem, type Person } from './person.js';

/** A value before it is opened and named: what may be told of it, and nothing of anybody else. */
export type DraftValue =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'sealed'; readonly sealed: SealedValue<unknown> }
  /** The person themself. */
  | { readonly kind: 'yourself' }
  /** Somebody else, of whom no more is told than the part they play. */
  | { readonly kind: 'somebody' }
  /** A thing that has a name: a programme, a cohort (an enrolment by its cohort), an organisation, a session. */
  | { readonly kind: 'thing'; readonly of: Named; readonly id: string }
  /** A post: its title is sealed, under the key of who holds it. */
  | { readonly kind: 'post'; readonly id: string };

export interface Draft {
  /** `name.legal`; places in a list as `*`. */
  readonly path: string;
  readonly value: DraftValue;
}

export type Named = 'Programme' | 'Cohort' | 'Enrolment' | 'Organisation' | 'Session';

/** Fields that name a thing. Whatever else is an id may be somebody’s, and is not told. */
const THINGS: Readonly<Record<string, Named | 'Post' | null>> = {
  programmeId: 'Programme',
  signpostedTo: 'Programme',
  cohortId: 'Cohort',
  targetCohortId: 'Cohort',
  organisationId: 'Organisation',
  sessionId: 'Session',
  assignmentId: 'Post',
  enrolmentId: 'Enrolment',
  targetEnrolmentId: 'Enrolment',
  continues: 'Enrolment',
  continuesId: 'Enrolment',
  continuedById: 'Enrolment',
  erasureId: null,
  requestId: null,
  identityId: null,
  delegationId: null,
  questionSetId: null,
  grantId: null,
  readingId: null,
  windowId: null,
  mergeId: null,
  // By which account they sign in.
  account: null,
  runId: null,
  keyId: null,
  'responsibilities.id': null,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const UUIDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function thingAt(path: string): Named | 'Post' | null | undefined {
  const plain = path.replaceAll('.*', '');
  return plain in THINGS ? THINGS[plain] : THINGS[plain.slice(plain.lastIndexOf('.') + 1)];
}

/** Every value in what is stored, in its order. Of lists, items that name somebody else and not the person are theirs, and left out. */
export function draftsOf(data: unknown, person: Person, path = ''): readonly Draft[] {
  if (data === null || data === undefined) return [];
  if (isSealed(data)) return [{ path, value: { kind: 'sealed', sealed: data } }];
  if (Array.isArray(data)) return data.flatMap((item) => (isOfOthers(item, person, `${path}.*`) ? [] : draftsOf(item, person, `${path}.*`)));
  if (isObject(data)) return Object.entries(data).flatMap(([name, value]) => draftsOf(value, person, path === '' ? name : `${path}.${name}`));
  return [{ path, value: scalar(data, person, path) }];
}

function scalar(data: unknown, person: Person, path: string): DraftValue {
  const text = String(data);
  if (!UUID.test(text)) return { kind: 'plain', text: text.replace(UUIDS, (id) => (isThem(person, id.toLowerCase()) ? id : '…')) };
  if (isThem(person, text.toLowerCase())) return { kind: 'yourself' };
  const thing = thingAt(path);
  if (thing === undefined) return { kind: 'somebody' };
  if (thing === null) return { kind: 'plain', text };
  return thing === 'Post' ? { kind: 'post', id: text } : { kind: 'thing', of: thing, id: text };
}

function isOfOthers(item: unknown, person: Person, path: string): boolean {
  if (typeof item === 'string') return scalar(item, person, path).kind === 'somebody';
  if (!isObject(item) || isSealed(item)) return false;
  // Whom it names may stand in a list.
  const kinds = Object.entries(item).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' ? [scalar(one, person, `${path}.${name}`).kind] : [])),
  );
  return kinds.includes('somebody') && !kinds.includes('yourself');
}

/** Whether a value tells of the person: it names them, or is sealed under a key of theirs. */
export function tellsOf({ value }: Draft, person: Person): boolean {
  return value.kind === 'yourself' || (value.kind === 'sealed' && person.keys.has(value.sealed.key));
}

/** What of an event about somebody may be told to a person: all of what is about them; of what is about another, only their own part in it. */
export function toldTo(person: Person, data: object): { readonly drafts: readonly Draft[]; readonly about: boolean } {
  const all = draftsOf(data, person);
  const { leaderId } = data as { readonly leaderId?: unknown };
  const ofAnother = typeof leaderId === 'string' && !person.ids.has(leaderId);
  const own = all.filter((draft) => tellsOf(draft, person));
  return { drafts: ofAnother || own.length === 0 ? own : all, about: own.length > 0 };
}
