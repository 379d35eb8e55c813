import { Labels } from '@app/data-rights';
import { access, features, readModelDefinition } from '@app/tracker';
import { declaredEvents } from '../../.config/generate/declared-events.js';
import { isAboutPeople, labelsOfNothing, pathsOf } from '../../.config/generate/personal.js';
import type { Shape } from '../../.config/generate/shape.js';

/** The codes that a field may have, by its path. */
function codesOf(shape: Shape, path: string): (readonly [path: string, codes: readonly string[]])[] {
  if (shape.kind === 'one of') return [[path, shape.values.map(String)]];
  if (shape.kind === 'truth') return [[path, ['true', 'false']]];
  if (shape.kind === 'object') return shape.fields.flatMap((field) => codesOf(field.shape, path === '' ? field.name : `${path}.${field.name}`));
  if (shape.kind === 'list') return codesOf(shape.of, `${path}.*`);
  return shape.kind === 'either' ? shape.variants.flatMap((variant) => codesOf(variant, path)) : [];
}

const declared = await declaredEvents(process.cwd());
const aboutPeople = declared.filter(isAboutPeople);

/** What a table adds to what an event had, within a column that holds JSON. */
const WITHIN_JSON: Readonly<Record<string, readonly string[]>> = { SubjectAccessRequest: ['documents.on', 'documents.way'] };

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

  // A misspelt label leaves what it was meant for without one, or is left over from what is gone.
  const tables = access.registry.tables.map(({ rows, resource }) => {
    const table = readModelDefinition.tables.find(({ projection }) => projection.rowClass === rows);
    return [resource, [...(table?.properties ?? []), ...(WITHIN_JSON[resource] ?? [])]] as const;
  });
  it('says of nothing that there is not what it is called', () => expect(labelsOfNothing(features.labels.fields, declared, tables)).toEqual([]));
  it.each(['EnrolmentWithdrawn.caus', 'Enrolment.statu', 'statment', 'LeaderRegistered.reason'])('refuses a label of %s, which nothing has', (label) =>
    expect(labelsOfNothing({ ...features.labels.fields, [label]: { en: 'a', cy: 'b' } }, declared, tables)).toEqual([label]),
  );
});
