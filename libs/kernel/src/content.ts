type Absent = null | undefined;

/** An object without the fields that are absent: an optional field of an event is left out, never undefined. */
export type Present<T> = { [K in keyof T as Extract<T[K], Absent> extends never ? K : never]: T[K] } & {
  [K in keyof T as Extract<T[K], Absent> extends never ? never : K]?: Exclude<T[K], Absent>;
};

/** Leaves out the fields that are undefined or null, one level deep. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as Present<T>;
}

/** Whether two plain values (objects, arrays, primitives) say the same, an absent field being the same as an undefined or null one. */
export function sameContent(one: unknown, other: unknown): boolean {
  if (one === other || (isAbsent(one) && isAbsent(other))) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => sameContent(one[key], other[key]));
}

function isAbsent(value: unknown): value is Absent {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The longest that a code may be: it is a name to type, and part of an id. */
export const LONGEST_CODE = 80;
const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Whether a text is a code, such as `nhs-lothian`: lower-case letters, digits and single hyphens between them. */
export function isCode(text: string): boolean {
  return text.length <= LONGEST_CODE && CODE.test(text);
}
