import { keyOf, type SealedData, spokenOf } from '@app/feature';
import type { DeclaredEvent } from './declared-events.js';
import type { Field, Shape } from './shape.js';

/** Every value of an event, by its path; places in a list as `*`. */
export function pathsOf(fields: readonly Field[], within = ''): string[] {
  return fields.flatMap(({ name, shape }) => pathsOfShape(shape, `${within}${name}`));
}

function pathsOfShape(shape: Shape, path: string): string[] {
  if (shape.kind === 'object') return pathsOf(shape.fields, `${path}.`);
  if (shape.kind === 'list') return pathsOfShape(shape.of, `${path}.*`);
  if (shape.kind === 'either') return shape.variants.flatMap((variant) => pathsOfShape(variant, path));
  return [path];
}

/** Those that are sealed. */
export function sealedPathsOf({ fields }: Pick<DeclaredEvent, 'fields'>): string[] {
  const sealed = (shape: Shape, path: string): string[] => {
    if (shape.kind === 'sealed') return [path];
    if (shape.kind === 'object') return shape.fields.flatMap((field) => sealed(field.shape, path === '' ? field.name : `${path}.${field.name}`));
    if (shape.kind === 'either') return shape.variants.flatMap((variant) => sealed(variant, path));
    return shape.kind === 'list' || shape.kind === 'map' ? sealed(shape.of, `${path}.*`) : [];
  };
  return [...new Set(sealed({ kind: 'object', fields }, ''))];
}

const PEOPLE = /(^|\.)(leader|person|manager|requester|decider|reader|principal|deputy|merged|survivor|grantee|granter)Ids?$/;

/** Whether it names a person, or something in it is sealed for one. */
export const isAboutPeople = (event: DeclaredEvent): boolean => sealedPathsOf(event).length > 0 || pathsOf(event.fields).some((path) => PEOPLE.test(path));

type Sealing = Readonly<Record<string, SealedData>>;

/** What is wrong with what a feature says of its sealed values, by its events: one of which it says nothing, and one that there is not. */
export function sealedAmiss(sealed: Sealing, events: readonly DeclaredEvent[]): readonly string[] {
  const values = events.flatMap((event) => sealedPathsOf(event).map((path) => [event.type, path] as const));
  const unsaid = values.filter(([type, path]) => keyOf(sealed, type, path) === undefined).map(([type, path]) => `${type}.${path} is in no category`);
  const spoken = new Set(values.flatMap(([type, path]) => spokenOf(type, path)));
  const nothing = Object.values(sealed).flatMap(({ fields }) =>
    fields.filter((field) => !spoken.has(field)).map((field) => `nothing sealed is called ${field}`),
  );
  return [...unsaid, ...nothing];
}

/** Labels of fields that no event and no table has. @param tables the names of their properties, by resource */
export function labelsOfNothing(
  labels: Readonly<Record<string, unknown>>,
  events: readonly DeclaredEvent[],
  tables: readonly (readonly [resource: string, properties: Iterable<string>])[],
): readonly string[] {
  const spoken = new Set([
    ...events.flatMap(({ type, fields }) => wholes(pathsOf(fields)).flatMap((path) => spokenOf(type, path))),
    ...tables.flatMap(([resource, properties]) => [...properties].flatMap((property) => spokenOf(resource, property))),
  ]);
  return Object.keys(labels).filter((label) => !spoken.has(label));
}

/** Values, and what they lie within: a list of things is called something, too. */
const wholes = (paths: readonly string[]): string[] => [
  ...new Set(paths.flatMap((path) => path.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.')))),
];
