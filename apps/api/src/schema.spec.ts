import { type GraphQLArgument, buildSchema, getNamedType, isInputObjectType, isInterfaceType, isNonNullType, isObjectType, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { queries } from './queries.js';

const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

it.each(queries)('a query that GraphiQL starts with is one that the schema answers: %s', (query) => {
  expect(validate(schema, parse(query))).toEqual([]);
});

describe('the schema', () => {
  const printed = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');

  it('describes every type, field and argument: they are the users’ manual', () => {
    const silent: string[] = [];
    for (const [name, type] of Object.entries(schema.getTypeMap())) {
      if (name.startsWith('__') || ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name)) continue;
      if (!type.description) silent.push(name);
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        if (!field.description) silent.push(`${name}.${field.name}`);
        const args: readonly GraphQLArgument[] = 'args' in field ? field.args : [];
        silent.push(...args.filter((argument) => !argument.description).map((argument) => `${name}.${field.name}(${argument.name})`));
      }
    }
    expect(silent).toEqual([]);
  });

  it('leaves null in the place of whatever takes arguments, which can be refused: nothing beside it is lost', () => {
    const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && type !== schema.getMutationType() && !type.name.startsWith('__')
        ? Object.values(type.getFields()).map((field) => ({ ...field, name: `${type.name}.${field.name}` }))
        : [],
    );
    const refusable = fields.filter(({ args }) => args.length > 0);
    expect(refusable.length).toBeGreaterThan(20);
    expect(refusable.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
  });

  it('gives an `id` to nothing that names something else: clients keep things by it, and would take one for the other', () => {
    const bearing = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type))
      .filter((type) => type.getFields()['id']);
    const others = bearing.filter((type) => !type.getInterfaces().some(({ name }) => name === 'Node'));
    expect(bearing.length - others.length).toBeGreaterThan(15);
    // What three of these have is theirs alone: made of what waits for whom, and of a place in the log; and who asks is one. The two who see somebody are yet to be told by another name.
    expect(others.map(({ name }) => name)).toEqual(['NamedPerson', 'RecordedEvent', 'SightDeputy', 'Task', 'Viewer']);
  });

  it('gives every mutation one input and the one union of outcomes', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect([field.name, field.args.map((argument) => argument.name), String(getNamedType(field.type))]).toEqual([field.name, ['input'], 'Outcome']);
    }
    expect(printed).toContain('union Outcome = Recorded | Refusal');
  });
});
