import { readFileSync } from 'node:fs';
import { Features } from '@app/feature';
import { features } from '@app/tracker';
import { declaredEvents } from '../../.config/generate/declared-events.js';
import { sealedAmiss } from '../../.config/generate/personal.js';

const events = await declaredEvents(process.cwd());
const eventsOf = (feature: string) => events.filter((event) => event.feature === feature);
const named = (name: string) => {
  const feature = features.all.find((one) => one.name === name);
  if (!feature) throw new Error(`there is no ${name}`);
  return feature;
};
const enrolment = named('enrolment');
const category = { what: 'statements', fields: ['statement', 'comment', 'reason'] };

describe('the record of processing', () => {
  it.each(features.all.map((feature) => [feature.name, feature] as const))(
    'has everything sealed of %s in a category, and nothing else',
    (name, { sealed = {} }) => {
      expect(sealedAmiss(sealed, eventsOf(name))).toEqual([]);
    },
  );
  it.each(features.all.map((feature) => [feature.name, feature] as const))(
    'says of whom something is sealed in %s',
    (_name, { people, sealed = {}, purpose }) => {
      expect(people.length > 0).toBe(!purpose.startsWith('None: '));
      expect(people.length > 0 || Object.keys(sealed).length === 0).toBe(true);
    },
  );
  it('has a chapter of each feature that knows people', () => {
    const page = readFileSync('docs/processing.md', 'utf8');
    expect(features.all.filter(({ name, people }) => people.length > 0 && !page.includes(`\n### ${name}\n`))).toEqual([]);
  });

  it('says what stands in the open of each thing that happened, and not by what fields are called alone', () => {
    const page = readFileSync('docs/processing.md', 'utf8');
    expect(page).toContain('| what happened | what stands in the open of it |');
    expect(page).toMatch(/^\| something was still found after the erasure \| column, /m);
  });

  it('refuses a sealed value that is in no category', () => {
    const endorsed = events.filter(({ type }) => type === 'ApplicationEndorsed');
    expect(sealedAmiss({}, endorsed)).toEqual(['ApplicationEndorsed.comment is in no category']);
  });
  it.each(['coment', 'ApplicationSubmitted.reason', 'award'])('refuses %s, where nothing sealed is called so', (field) => {
    expect(sealedAmiss({ ...enrolment.sealed, enrolment: { ...category, fields: [...category.fields, field] } }, eventsOf('enrolment'))).toEqual([
      `nothing sealed is called ${field}`,
    ]);
  });
  it('refuses what is kept for a time under a key that nothing is sealed by', () => {
    const [kept] = enrolment.retention ?? [];
    const misspelt = { ...enrolment, retention: kept ? [{ ...kept, purposes: ['enrolmant'] }] : [] };
    expect(() => new Features(features.all.map((feature) => (feature === enrolment ? misspelt : feature)))).toThrow(/under the key enrolmant/);
  });
});
