import type { SealedData } from './people.js';

/**
 * What a value may be called by, the most precise first: `Type.path`, the path, or the last part of it.
 * @param within the event’s type, or the resource of the table
 * @param path within it; places in a list as `*`
 */
export function spokenOf(within: string, path: string): readonly string[] {
  const plain = path.replaceAll('.*', '');
  return [`${within}.${plain}`, plain, plain.slice(plain.lastIndexOf('.') + 1)];
}

/** What the key is for that a sealed value of an event is under, by what its feature says; undefined where it says nothing of it. */
export function keyOf(sealed: Readonly<Record<string, SealedData>>, type: string, path: string): string | undefined {
  const said = Object.entries(sealed).flatMap(([key, { fields }]) => fields.map((field) => [field, key] as const));
  return spokenOf(type, path).flatMap((name) => said.filter(([field]) => field === name).map(([, key]) => key))[0];
}
