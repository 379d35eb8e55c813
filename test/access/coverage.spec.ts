import { type Anchored, ROLES } from '@app/identity';
import type { RowClass } from '@app/read-model';
import { access, features, readModelDefinition } from '@app/tracker';
import { getNamedType, type GraphQLObjectType, isInputObjectType, isListType, isNonNullType, isObjectType } from 'graphql';
import { apiSchema, connectionOf } from './support/schema.js';

const schema = apiSchema();
const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
const types = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__') && type !== schema.getMutationType(),
);
/** Pages are seen with what is on them. */
const covered = types.filter(({ name }) => connectionOf(schema, name) === undefined && !access.matrix.parts.has(name));
const commandOf = (mutation: string): string => access.matrix.sends.get(mutation) ?? mutation.charAt(0).toUpperCase() + mutation.slice(1);

/** Columns that a group is said to amount to, and that the table has not: whoever does not see the group would see them. */
const columnsOfNothing = (rows: RowClass, groups: Anchored['groups'] = {}): readonly string[] => {
  const { properties } = readModelDefinition.openedTableOf(rows) ?? readModelDefinition.tableOf(rows);
  return Object.values(groups).flatMap(({ columns = [], sealed = [] }) => [...columns, ...sealed].filter((column) => !properties.has(column)));
};

/** Tables that the machinery alone looks at, by `Moment.everyone`. */
const READ_BY_NOBODY: readonly string[] = ['ErasedLeaderRow', 'CountedAnswersRow'];

describe('the access matrix', () => {
  it.each(covered.map((type) => [type.name, type] as const))('has every field of %s in a group, and no other', (name, type) => {
    expect(Object.values(access.matrix.resource(name).groups).flat().sort()).toEqual(Object.keys(type.getFields()).sort());
  });

  it('has no type that the schema has not', () => {
    const names = types.map(({ name }) => name);
    expect([...access.matrix.resources.keys(), ...access.matrix.parts].filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(mutations)('says who may send %s', (mutation) => {
    expect(access.matrix.commands.has(commandOf(mutation))).toBe(true);
  });

  it.each([...access.matrix.commands.keys()])('lets nobody send %s in vain: it is carried out', (command) => {
    const carriedOut = features.modules.flatMap(
      (module) => (Reflect.getMetadata('providers', module) ?? []) as readonly { readonly provide?: { readonly name: string } }[],
    );
    expect(carriedOut.map(({ provide }) => provide?.name)).toContain(`${command}Handler`);
  });

  it('has no command that no mutation sends', () => {
    const sent = new Set(mutations.map(commandOf));
    expect([...access.matrix.commands.keys()].filter((command) => !sent.has(command))).toEqual([]);
    expect([...access.matrix.sends.keys()].filter((mutation) => !mutations.includes(mutation))).toEqual([]);
  });

  it.each(mutations.filter((mutation) => !access.matrix.sends.has(mutation)))('goes by fields that %s has', (mutation) => {
    const { targets } = access.matrix.command(commandOf(mutation));
    const type = getNamedType(schema.getMutationType()?.getFields()[mutation]?.args[0]?.type);
    const fields = isInputObjectType(type) ? Object.keys(type.getFields()) : [];
    expect(Object.keys(targets).filter((field) => !fields.includes(field))).toEqual([]);
  });

  it('lets nobody see a field that cannot be left out', () => {
    const cannot = covered.flatMap((type) => {
      const { groups, read } = access.matrix.resource(type.name);
      const seen = ROLES.flatMap((role) =>
        access.matrix.reachesOf[role].map((reach) => [...(read[role]?.[reach] ?? []), ...(read[role]?.public ?? [])]),
      ).filter((cell) => cell.length > 0);
      return Object.entries(groups)
        .filter(([group]) => seen.some((cell) => !cell.includes(group)))
        .flatMap(([, fields]) => fields)
        .filter((field) => {
          const of = type.getFields()[field]?.type;
          // A list is empty, a personal text says that it is withheld.
          return of && isNonNullType(of) && !isListType(of.ofType) && getNamedType(of).name !== 'PersonalText';
        })
        .map((field) => `${type.name}.${field}`);
    });
    expect(cannot).toEqual([]);
  });

  it('has every table of the read model under a resource, or nobody reads it', () => {
    const declared = access.registry.tables.map(({ rows }) => rows);
    expect(readModelDefinition.rowClasses.filter((rows) => !declared.includes(rows)).map(({ name }) => name)).toEqual(READ_BY_NOBODY);
    expect(declared.filter((rows) => !readModelDefinition.rowClasses.includes(rows)).map(({ name }) => name)).toEqual([]);
  });

  it.each(access.registry.tables.map(({ rows }) => [rows.name, rows] as const))('hides columns that %s has', (_name, rows) => {
    expect(columnsOfNothing(rows, access.registry.of(rows).groups)).toEqual([]);
  });

  it('refuses a group of columns that a table has not', () => {
    const enrolments = access.registry.things('Enrolment').rows;
    expect(columnsOfNothing(enrolments, { reason: { columns: ['award', 'awards'], sealed: ['reson'] } })).toEqual(['awards', 'reson']);
  });
});
