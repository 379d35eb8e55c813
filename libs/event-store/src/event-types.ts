import type { Event } from '@app/kernel';

/** An event's data as JSON holds it: sealed values are objects that stay closed. */
export type JsonObject = { readonly [key: string]: unknown };
/** From one version's data to the next one's. Pure; a sealed value is moved as it is. */
export type Upcaster = (data: JsonObject) => JsonObject;

interface Upcast {
  /** What is written now. */
  readonly version: number;
  /** By the version that they start from: 1 … version − 1, each to the next. */
  readonly upcasters: Readonly<Record<number, Upcaster>>;
}

type Declarations<E extends Event> = { readonly [T in E['type']]: 1 | Upcast };

/** The stored types of one feature, each with its current version. */
export interface EventTypes<Type extends string = string> {
  readonly versions: ReadonlyMap<Type, Upcast>;
}

function upcast(type: string, declared: 1 | Upcast): Upcast {
  if (declared === 1) return { version: 1, upcasters: {} };
  for (let from = 1; from < declared.version; from++) {
    if (!declared.upcasters[from]) throw new Error(`${type} has no upcaster from version ${from}`);
  }
  return declared;
}

/**
 * Declares a feature's stored events. A type left out does not compile; a type once stored stays declared for ever.
 * @param declared per type `1`, or its current version and the upcasters that lead there
 */
export function eventTypes<E extends Event>(declared: Declarations<E>): EventTypes<E['type']> {
  const types = Object.keys(declared) as E['type'][];
  return { versions: new Map(types.map((type) => [type, upcast(type, declared[type])])) };
}

/**
 * Events at the version that each is first written at.
 * @param named every event, by whatever is said of it, such as what it is called: so one that has no label is not registered either
 */
export function firstVersions<Type extends string>(named: Readonly<Record<Type, unknown>>): Readonly<Record<Type, 1>> {
  const types = Object.keys(named) as Type[];
  return Object.fromEntries(types.map((type) => [type, 1])) as Record<Type, 1>;
}
