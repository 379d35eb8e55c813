import { declaredRefusals } from '@app/kernel';
import { isEnumType } from 'graphql';
import { readFileSync } from 'node:fs';
import { answeredRefusals } from '../../.config/generate/answered-refusals.js';
import { Sources } from '../../.config/generate/sources.js';
import { apiSchema } from '../access/support/schema.js';

const codes = new Set(declaredRefusals().keys());
const answered = answeredRefusals('.', codes);
const answersOf = (mutation: string) => [...(answered.byMutation.get(mutation) ?? [])];

/** The codes that are thrown as they stand. */
const thrownIn = (content: string) => [...content.matchAll(/\b(?:new Refused|super)\(\s*'([A-Z][A-Z_]+)'/g)].map(([, code = '']) => code);

describe('what can be refused', () => {
  it('is a value of the enum, every code of every feature, described in English and without a gap', () => {
    const type = apiSchema().getType('RefusalCode');
    const values = isEnumType(type) ? type.getValues() : [];
    expect(codes.size).toBeGreaterThan(200);
    expect(values.map(({ name }) => name).sort()).toEqual([...codes].sort());
    expect(values.filter(({ description }) => !description || /,\s*(?:number|plural|select)/.test(description)).map(({ name }) => name)).toEqual([]);
    expect(type?.description).toContain('docs/refusals.md');
  });

  it('is declared wherever it is thrown, or the schema could not answer it', () => {
    const thrown = [...new Sources('.').trees.values()].flatMap(({ text }) => thrownIn(text));
    expect(thrown.length).toBeGreaterThan(5);
    expect(thrown.filter((code) => !codes.has(code))).toEqual([]);
    expect(thrownIn("throw new Refused(\n  'NOBODY_SAID_SO', {}, text);")).toEqual(['NOBODY_SAID_SO']);
  });

  it('is known of a mutation by what it sends and what decides that, however far away', () => {
    expect(answersOf('promoteFromQueue')).toEqual(expect.arrayContaining(['COHORT_FULL', 'NOT_ON_WAITING_LIST', 'OWN_RECORD']));
    expect(answersOf('completeProgramme')).toEqual(expect.arrayContaining(['HOURS_SHORT', 'NOT_TAKING_PART', 'ENROLMENT_NOT_FOUND']));
    expect(answersOf('linkIdentity')).toContain('IDENTITY_LINKED_TO_ANOTHER');
    expect(answersOf('renameReasonCode')).toEqual(['REASON_CODE_NOT_FOUND']);
    // The word is a status there, and no refusal.
    expect(answersOf('withdrawEnrolment')).not.toContain('NOT_COMPLETED');
    expect([...answered.any]).toEqual(expect.arrayContaining(['INVALID_INPUT', 'NOT_PERMITTED', 'COMMAND_ID_REUSED', 'STORE_FENCED', 'SUBJECT_ERASED']));
    expect([...(apiSchema().getMutationType()?.astNode?.fields ?? [])].map(({ name }) => name.value).filter((name) => !answered.byMutation.has(name))).toEqual(
      [],
    );
  });

  it('stands on the page: by its code, in both languages, with field, details and mutations', () => {
    const page = readFileSync('docs/refusals.md', 'utf8');
    const entry = page.slice(page.indexOf('### COHORT_FULL\n'), page.indexOf('### COHORT_NOT_FOUND\n'));
    expect(entry).toMatch(/^- .*\{capacity\}.*\n- .*\{capacity\}/m);
    expect(entry).toContain('Details: `capacity`.');
    expect(entry).toMatch(/Answered by .*`promoteFromQueue`/);
    for (const code of codes) expect(page).toContain(`### ${code}\n`);
  });
});
