import type { SealedValue } from '@app/kernel';

/** A sealed value where an event holds it. */
export interface SealedField {
  /** `name.legal`; places in a list as `*`. */
  readonly path: string;
  readonly value: SealedValue<unknown>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Whether this is a value that was sealed. */
export function isSealed(value: unknown): value is SealedValue<unknown> {
  return isObject(value) && value['sealed'] === 'v1' && typeof value['key'] === 'string' && typeof value['box'] === 'string';
}

/** Every sealed value within some data. */
export function sealedFields(data: unknown, path = ''): readonly SealedField[] {
  if (isSealed(data)) return [{ path, value: data }];
  if (Array.isArray(data)) return data.flatMap((item) => sealedFields(item, `${path}.*`));
  if (!isObject(data)) return [];
  return Object.entries(data).flatMap(([name, value]) => sealedFields(value, path === '' ? name : `${path}.${name}`));
}
