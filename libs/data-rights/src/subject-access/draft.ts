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
  | { readonly kind: 'thing'; readonly of: string; readonly id: string }
  /** A thing whose name is sealed, under the key of whom it is about: a post. */
  | { readonly kind: 'sealed thing'; readonly of: string; readonly id: string };

export interface Draft {
  /** `name.legal`; places in a list as `*`. */
  readonly path: string;
  readonly value: DraftValue;
}

/** What ids name, by the fields that hold them: something with a name, or with a sealed one, or nothing and nobody; undefined where it may be somebody. */
export interface Naming {
  at(path: string): { readonly kind: 'thing' | 'sealed thing'; readonly of: string } | 'nothing' | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const UUIDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value in what is stored, in its order. Of lists, items that name somebody else and not the person are theirs, and left out. */
export function draftsOf(data: unknown, person: Person, naming: Naming, path = ''): readonly Draft[] {
  if (data === null || data === undefined) return [];
  if (isSealed(data)) return [{ path, value: { kind: 'sealed', sealed: data } }];
  if (Array.isArray(data)) return data.flatMap((item) => (isOfOthers(item, person, naming, `${path}.*`) ? [] : draftsOf(item, person, naming, `${path}.*`)));
  if (isObject(data)) return Object.entries(data).flatMap(([name, value]) => draftsOf(value, person, naming, path === '' ? name : `${path}.${name}`));
  return [{ path, value: scalar(data, person, naming, path) }];
}

function scalar(data: unknown, person: Person, naming: Naming, path: string): DraftValue {
  const text = String(data);
  if (!UUID.test(text)) return { kind: 'plain', text: text.replace(UUIDS, (id) => (isThem(person, id.toLowerCase()) ? id : '…')) };
  if (isThem(person, text.toLowerCase())) return { kind: 'yourself' };
  const named = naming.at(path);
  if (named === undefined) return { kind: 'somebody' };
  return named === 'nothing' ? { kind: 'plain', text } : { ...named, id: text };
}

function isOfOthers(item: unknown, person: Person, naming: Naming, path: string): boolean {
  if (typeof item === 'string') return scalar(item, person, naming, path).kind === 'somebody';
  if (!isObject(item) || isSealed(item)) return false;
  // Whom it names may stand in a list.
  const kinds = Object.entries(item).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' ? [scalar(one, person, naming, `${path}.${name}`).kind] : [])),
  );
  return kinds.includes('somebody') && !kinds.includes('yourself');
}

/** Whether a value tells of the person: it names them, or is sealed under a key of theirs. */
export function tellsOf({ value }: Draft, person: Person): boolean {
  return value.kind === 'yourself' || (value.kind === 'sealed' && person.keys.has(value.sealed.key));
}

/** What of an event about somebody may be told to a person: all of what is about them; of what is about another, only their own part in it. */
export function toldTo(person: Person, data: object, naming: Naming): { readonly drafts: readonly Draft[]; readonly about: boolean } {
  const all = draftsOf(data, person, naming);
  const { leaderId } = data as { readonly leaderId?: unknown };
  const ofAnother = typeof leaderId === 'string' && !person.ids.has(leaderId);
  const own = all.filter((draft) => tellsOf(draft, person));
  return { drafts: ofAnother || own.length === 0 ? own : all, about: own.length > 0 };
}
