import 'reflect-metadata';
import { InputType } from '@nestjs/graphql';
import { say } from '@app/localisation';
import { Refused } from '@app/kernel';
import { nodeId } from '../node.js';
import { Day, FreeText, Hours, Id, Nested, ShortText, Whole } from './fields.js';
import { refusal } from '../refusal.js';
import { InputInvalid } from './input-invalid.js';
import { validInput } from './input.js';
import { texts } from './texts.js';

const uuid = '3f2c7a52-6f0e-4d7b-9d5a-0c1e2b3a4f50';
const description = 'A field.';

@InputType()
class PartInput {
  @ShortText({ description })
  name: string;
}

@InputType()
class WholeInput {
  @Id('Command', { description })
  commandId: string;

  @Id('Cohort', { description, nullable: true })
  cohortId?: string;

  @Id('Leader', { description, nullable: true, upTo: 2 })
  leaderIds?: string[];

  @ShortText({ description })
  title: string;

  @FreeText({ description, nullable: true })
  note?: string;

  @Hours({ description, nullable: true })
  hours?: number;

  @Whole(1, 10, { description, nullable: true })
  places?: number;

  @Day({ description, nullable: true })
  day?: string;

  @Nested(() => PartInput, { description, nullable: true, upTo: 3, distinct: 'name' })
  parts?: PartInput[];
}

const fault = (index: number) => ({ field: `entries.${index}`, problem: { text: texts.blank, details: {} } });

// As GraphQL hands inputs over: without a prototype.
const given = (fields: object): object => Object.assign(Object.create(null) as object, { commandId: uuid, title: 'A title', ...fields });

function refusalOf(fields: object): { code: string; field: string | undefined; en: string; cy: string } {
  try {
    validInput(WholeInput, given(fields));
  } catch (error) {
    if (error instanceof Refused)
      return { code: error.code, field: error.text.field, en: say(error.text, error.details, 'en'), cy: say(error.text, error.details, 'cy') };
    throw error;
  }
  throw new Error('it was accepted');
}

describe('an input', () => {
  it('arrives clean: ids as UUIDs, texts composed and trimmed, nulls left out', () => {
    const input = validInput(
      WholeInput,
      given({
        cohortId: nodeId('Cohort', uuid),
        leaderIds: [uuid.toUpperCase()],
        title: '  Sia\u0302n ',
        note: 'a\n b\u2029',
        hours: 7.25,
        places: null,
        parts: [{ name: ' x ' }],
      }),
    );
    expect(input).toBeInstanceOf(WholeInput);
    expect(input).toEqual({ commandId: uuid, cohortId: uuid, leaderIds: [uuid], title: 'Siân', note: 'a\n b', hours: 7.25, parts: [{ name: 'x' }] });
    expect(input.parts?.[0]).toBeInstanceOf(PartInput);
    expect('places' in input).toBe(false);
  });

  it.each<[string, object, string, RegExp]>([
    ['an id that is none', { cohortId: 'x' }, 'cohortId', /id of the type Cohort/],
    ['an id of another type', { cohortId: nodeId('Leader', uuid) }, 'cohortId', /id of the type Cohort/],
    ['a command id that is no UUID', { commandId: 'x' }, 'commandId', /not a UUID/],
    ['a bad id in a list', { leaderIds: [uuid, 'x'] }, 'leaderIds', /id of the type Leader/],
    ['too many', { leaderIds: [uuid, uuid, uuid] }, 'leaderIds', /from 1 to 2/],
    ['none of a list', { leaderIds: [] }, 'leaderIds', /from 1 to 2/],
    ['an empty text', { title: '' }, 'title', /must not be empty/],
    ['a blank text', { title: ' \t ' }, 'title', /must not be empty/],
    ['a title of 201 characters', { title: 'x'.repeat(201) }, 'title', /at most 200/],
    ['a text of 100 kB', { title: 'x'.repeat(100_000) }, 'title', /at most 200/],
    ['a note of 4,001', { note: 'x'.repeat(4_001) }, 'note', /at most 4,000/],
    ['a null byte', { title: 'a\0b' }, 'title', /cannot be stored/],
    ['a null byte in prose', { note: 'a\0b' }, 'note', /cannot be stored/],
    ['half a character', { note: 'a\ud800b' }, 'note', /cannot be stored/],
    ['a control character in a title', { title: 'a\u0007b' }, 'title', /cannot be stored/],
    ['a line break in a title', { title: 'a\nb' }, 'title', /cannot be stored/],
    ['negative hours', { hours: -1 }, 'hours', /from 0 to 1,000/],
    ['a thousandth of an hour', { hours: 1.001 }, 'hours', /2 decimals/],
    ['hours without end', { hours: Infinity }, 'hours', /from 0 to 1,000/],
    ['no places', { places: 0 }, 'places', /from 1 to 10/],
    ['the same part twice', { parts: [{ name: 'x' }, { name: 'y' }, { name: ' x' }] }, 'parts', /the same name more than once/],
    ['a day of another age', { day: '1899-12-31' }, 'day', /from 1900-01-01 to 2199-12-31/],
    ['a day that stands for never', { day: '9999-12-31' }, 'day', /from 1900-01-01 to 2199-12-31/],
    ['a part without a name', { parts: [{ name: 'x' }, { name: '' }] }, 'parts.1.name', /parts\.1\.name must not be empty/],
  ])('is refused for %s, in both languages, naming the field', (_what, fields, field, message) => {
    const { code, field: named, en, cy } = refusalOf(fields);
    expect([code, named]).toEqual(['INVALID_INPUT', field]);
    expect(en).toMatch(message);
    expect(cy).toContain(field);
    expect(cy).not.toBe(en);
  });

  it('is refused for all that is wrong with it at once, each with its path', () => {
    try {
      validInput(WholeInput, given({ title: '', hours: -1, parts: [{ name: 'x' }, { name: '' }, { name: 'a\0' }] }));
    } catch (error) {
      const { code, field, message, faults } = refusal(error as InputInvalid, { language: 'en' });
      expect([code, field]).toEqual(['INVALID_INPUT', 'title']);
      expect(faults.map((fault) => fault.field)).toEqual(['title', 'hours', 'parts.1.name', 'parts.2.name']);
      expect(faults[1]?.details).toEqual([
        { name: 'decimals', value: '2', number: 2 },
        { name: 'max', value: '1000', number: 1000 },
        { name: 'min', value: '0', number: 0 },
      ]);
      expect(message).toBe(faults.map((fault) => fault.message).join(' '));
      return;
    }
    throw new Error('it was accepted');
  });

  it('names the first hundred faults, however many there are', () => {
    const invalid = new InputInvalid([fault(0), ...Array.from({ length: 500 }, (_, index) => fault(index + 1))]);
    expect(invalid.faults.map(({ text }) => text.field)).toEqual(Array.from({ length: 100 }, (_, index) => `entries.${index}`));
  });

  it('accepts what only just fits', () => {
    expect(validInput(WholeInput, given({ title: 'ŵ'.repeat(200), note: '😀'.repeat(2_000), hours: 1_000, places: 10 })).title).toHaveLength(200);
  });
});
