import { argumentsOf } from '@app/localisation';
import { access, features } from '@app/tracker';
import { isObjectType } from 'graphql';
import { apiSchema } from '../access/support/schema.js';

const schema = apiSchema();
const mutations = schema.getMutationType()?.getFields() ?? {};
const commandOf = (mutation: string): string => access.matrix.sends.get(mutation) ?? mutation.charAt(0).toUpperCase() + mutation.slice(1);
const kinds = Object.entries(features.tasks);

describe('a kind of tasks', () => {
  it.each(kinds)('%s is settled by mutations that there are, and that whose it is may send', (_name, { settledBy, whose }) => {
    expect(settledBy.map(({ mutation }) => mutation).filter((mutation) => !(mutation in mutations))).toEqual([]);
    expect(settledBy.map(({ mutation }) => commandOf(mutation))).toEqual(settledBy.map(({ command }) => command));
    for (const role of whose)
      for (const { command } of settledBy) expect([role, command, access.matrix.ways(command, role).length > 0]).toEqual([role, command, true]);
  });

  it.each(kinds)('%s names everything that the rules of its mutations go by', (_name, { settledBy, whose }) => {
    for (const { command, fields } of settledBy) {
      const asked = whose.flatMap((role) => access.matrix.ways(command, role)).flatMap((way) => (typeof way === 'string' ? [] : Object.keys(way)));
      expect(asked.filter((field) => !(field in fields))).toEqual([]);
    }
  });

  it.each(kinds)('%s is about something that is found by its id', (_name, { thing }) => {
    const type = schema.getType(thing);
    expect(isObjectType(type) && type.getInterfaces().map(({ name }) => name)).toEqual(['Node']);
  });

  it.each(kinds)('%s says a name where it has one', (_name, { title, name }) => {
    for (const language of ['en', 'cy'] as const) expect(argumentsOf(title[language], language)).toEqual(name ? ['name'] : []);
  });
});
