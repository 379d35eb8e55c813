import { Labels } from '@app/data-rights';
import { access, features } from '@app/tracker';
import { declaredEvents } from '../../.config/generate/declared-events.js';
import type { Field, Shape } from '../../.config/generate/shape.js';

/** Every value of an event, by its path; places in a list as `*`. */
function pathsOf(fields: readonly Field[], within = ''): string[] {
  return fields.flatMap(({ name, shape }) => pathsOfShape(shape, `${within}${name}`));
}

function pathsOfShape(shape: Shape, path: string): string[] {
  if (shape.kind === 'object') return pathsOf(shape.fields, `${path}.`);
  if (shape.kind === 'list') return pathsOfShape(shape.of, `${path}.*`);
  if (shape.kind === 'either') return shape.variants.flatMap((variant) => pathsOfShape(variant, path));
  return [path];
}

const isSealed = (shape: Shape): boolean => {
  if (shape.kind === 'sealed') return true;
  if (shape.kind === 'object') return shape.fields.some((field) => isSealed(field.shape));
  if (shape.kind === 'either') return shape.variants.some(isSealed);
  return (shape.kind === 'list' || shape.kind === 'map') && isSealed(shape.of);
};

/** The codes that a field may have, by its path. */
function codesOf(shape: Shape, path: string): (readonly [path: string, codes: readonly string[]])[] {
  if (shape.kind === 'one of') return [[path, shape.values.map(String)]];
  if (shape.kind === 'truth') return [[path, ['true', 'false']]];
  if (shape.kind === 'object') return shape.fields.flatMap((field) => codesOf(field.shape, path === '' ? field.name : `${path}.${field.name}`));
  if (shape.kind === 'list') return codesOf(shape.of, `${path}.*`);
  return shape.kind === 'either' ? shape.variants.flatMap((variant) => codesOf(variant, path)) : [];
}

/** It names a person, or something in it is sealed for one. */
const PEOPLE = /(^|\.)(leader|person|manager|requester|decider|reader|principal|deputy|merged|survivor|grantee|granter)Ids?$/;
const aboutPeople = (await declaredEvents(process.cwd())).filter(
  ({ fields }) => fields.some(({ shape }) => isSealed(shape)) || pathsOf(fields).some((path) => PEOPLE.test(path)),
);

const labels = new Labels(features);

describe('what a person is given of what is held about them', () => {
  it.each(aboutPeople.map((event) => [event.type, event] as const))('calls everything in %s something in both languages', (type, { fields }) => {
    expect(labels.missingFields(type, pathsOf(fields))).toEqual([]);
  });
  it('says every code in words', () => {
    const raw = aboutPeople.flatMap(({ type, fields }) =>
      codesOf({ kind: 'object', fields }, '').flatMap(([path, codes]) => labels.missingCodes(type, path, codes).map((code) => `${type}.${path}: ${code}`)),
    );
    expect(raw).toEqual([]);
  });
  it('calls every table about people something, too', () => expect(labels.missingTables(access.registry.about.map(({ resource }) => resource))).toEqual([]));
  it('is told by labels, or it would be nobody’s words', () =>
    expect(labels.missingFields('NothingOfTheKind', ['nothing'])).toEqual(['NothingOfTheKind.nothing']));
});
