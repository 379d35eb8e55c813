import type { Shape } from './shape.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * Where a stored value is not what its type says, one line each; none when it fits. This is what ties stored data to the
 * types that claim to describe it: a field made required, renamed or given another meaning shows here.
 */
export function misfits(value: unknown, shape: Shape, path = 'data'): readonly string[] {
  const unless = (fits: boolean, what: string) => (fits ? [] : [`${path}: is not ${what}`]);
  switch (shape.kind) {
    case 'text':
      return unless(typeof value === 'string', 'text');
    case 'number':
      return unless(typeof value === 'number', 'a number');
    case 'truth':
      return unless(typeof value === 'boolean', 'true or false');
    case 'date':
      return unless(typeof value === 'string' && DATE.test(value), 'a date');
    case 'instant':
      return unless(typeof value === 'string' && INSTANT.test(value), 'a moment');
    case 'one of':
      return unless(
        shape.values.some((allowed) => allowed === value),
        `one of ${shape.values.join(', ')}`,
      );
    case 'sealed':
      return unless(isObject(value) && value.sealed === 'v1' && typeof value.box === 'string', 'sealed');
    case 'list':
      return Array.isArray(value) ? value.flatMap((item, index) => misfits(item, shape.of, `${path}.${index}`)) : unless(false, 'a list');
    case 'map':
      return isObject(value) ? Object.entries(value).flatMap(([key, item]) => misfits(item, shape.of, `${path}.${key}`)) : unless(false, 'an object');
    case 'either':
      return unless(
        shape.variants.some((variant) => misfits(value, variant, path).length === 0),
        'any of what it may be',
      );
    case 'object': {
      if (!isObject(value)) return unless(false, 'an object');
      const unknown = Object.keys(value).filter((name) => !shape.fields.some((field) => field.name === name));
      const known = shape.fields.flatMap(({ name, optional, shape: of }) => {
        if (name in value) return misfits(value[name], of, `${path}.${name}`);
        return optional ? [] : [`${path}.${name}: is missing from what was stored; make it optional, or declare a new version with an upcaster`];
      });
      return [...unknown.map((name) => `${path}.${name}: was stored, and its type no longer knows it`), ...known];
    }
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
