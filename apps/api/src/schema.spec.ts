import {
  type GraphQLField,
  type GraphQLInputField,
  isEnumType,
  buildSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { queries } from './queries.js';

const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

it.each(queries)('a query that GraphiQL starts with is one that the schema answers: %s', (query) => {
  expect(validate(schema, parse(query))).toEqual([]);
});

/** The log's own ids, which somebody holds against an export, a receipt or a proof, or corrects something by; a thing's other id; and that of what cannot be read yet. */
const IDS = [
  ...['account', 'causationId', 'commandId', 'correlationId', 'corrects', 'delegation', 'eventId', 'eventIds', 'replacedBy', 'voids'],
  ...['key', 'recordedFor'],
];

interface Described {
  readonly place: string;
  readonly text: string;
}
const described = (place: string, { description }: { readonly description?: string | null | undefined }): Described => ({ place, text: description ?? '' });

/** Everything that is described, by its place. */
function descriptions(): Described[] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name));
  return types.flatMap((type) => {
    const values = isEnumType(type) ? type.getValues().map((value) => described(`${type.name}.${value.name}`, value)) : [];
    const fields: readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] =
      isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : [];
    const args = fields.flatMap((field) =>
      'args' in field ? field.args.map((argument) => described(`${type.name}.${field.name}(${argument.name})`, argument)) : [],
    );
    return [described(type.name, type), ...values, ...fields.map((field) => described(`${type.name}.${field.name}`, field)), ...args];
  });
}

/** Every field that is answered, with the type that it is of. */
const answered = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type) && !type.name.startsWith('__')
    ? Object.values(type.getFields()).map((field) => ({ on: type, field, place: `${type.name}.${field.name}` }))
    : [],
);

describe('the schema', () => {
  const printed = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');

  it('describes every type, field, argument and value, in sentences: they are the users’ manual', () => {
    const isSentence = (text: string): boolean =>
      /^[\p{Lu}\d`“{]/u.test(text) && /[.!?”)}]$/.test(text) && !/\b[Aa] [AEIO]|\b[Aa]n [B-DF-HJ-NP-TV-Z]/.test(text);
    const all = descriptions();
    expect(all.length).toBeGreaterThan(800);
    expect(all.filter(({ text }) => !isSentence(text)).map(({ place, text }) => `${place}: ${text}`)).toEqual([]);
    expect(['A Organisation within a list.', 'what it is.', 'What it is'].filter(isSentence)).toEqual([]);
  });

  it('says of every duration in which unit it is, in its name', () => {
    const fields = Object.values(schema.getTypeMap()).flatMap((type): (GraphQLField<unknown, unknown> | GraphQLInputField)[] =>
      isObjectType(type) || isInputObjectType(type) ? Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields()) : [],
    );
    const durations = fields.filter(
      ({ type, description }) => /^(Int|Float)$/.test(getNamedType(type).name) && /\b(seconds|minutes|hours|days|months)\b/i.test(description ?? ''),
    );
    expect(durations.length).toBeGreaterThan(15);
    expect(durations.map(({ name }) => name).filter((name) => !/(seconds|minutes|hours|days|months)$/i.test(name))).toEqual([]);
  });

  it('refers to things by themselves, and not by ids', () => {
    const bare = answered.filter(({ field }) => getNamedType(field.type).name === 'ID' && field.name !== 'id' && !field.deprecationReason);
    expect([...new Set(bare.map(({ field }) => field.name))].sort()).toEqual(IDS.toSorted());
    expect(answered.filter(({ field }) => field.name === 'role' && getNamedType(field.type).name === 'String' && !field.deprecationReason)).toEqual([]);
  });

  it('has no null where there is always something: everybody sees it, and nothing is recorded before it', () => {
    for (const link of [
      'Cohort.programme',
      'Session.cohort',
      'Enrolment.cohort',
      'Enrolment.programme',
      'UnmaskedReading.grant',
      'LeaderStep.by',
      'Delegation.of',
    ])
      expect([link, answered.filter(({ place, field }) => place === link && isNonNullType(field.type)).length]).toEqual([link, 1]);
  });

  it('leaves null in the place of whatever takes arguments, which can be refused: nothing beside it is lost', () => {
    const refusable = answered.filter(({ on, field }) => on !== schema.getMutationType() && field.args.length > 0);
    expect(refusable.length).toBeGreaterThan(20);
    expect(refusable.filter(({ field }) => isNonNullType(field.type)).map(({ place }) => place)).toEqual([]);
  });

  it('gives an `id` to nothing that names something else: clients keep things by it, and would take one for the other', () => {
    const bearing = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type))
      .filter((type) => type.getFields()['id']);
    const others = bearing.filter((type) => !type.getInterfaces().some(({ name }) => name === 'Node'));
    expect(bearing.length - others.length).toBeGreaterThan(15);
    // What these have is theirs alone: made of who did something, of a place in the log, of what waits for whom; and who asks is one.
    expect(others.map(({ name }) => name)).toEqual(['Actor', 'RecordedEvent', 'Task', 'Viewer']);
  });

  it('gives every mutation one input and the one union of outcomes', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect([field.name, field.args.map((argument) => argument.name), String(getNamedType(field.type))]).toEqual([field.name, ['input'], 'Outcome']);
    }
    expect(printed).toContain('union Outcome = Recorded | Refusal');
  });
});
