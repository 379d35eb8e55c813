import { randomUUID } from 'node:crypto';
import { PersonalReadAudit } from '@app/data-rights';
import { parseNodeId } from '@app/graphql-kit';
import { mergedByTwo } from '../support/merging.js';
import { startSystem, type System } from '../support/system.js';

interface Directory {
  readonly totalCount: number | null;
  readonly totalCountState: string;
  readonly nodes: readonly { readonly name: { readonly value: string } }[];
}

describe('the directory of leaders', () => {
  let system: System;
  let ann: string;
  let bob: string;
  /** When Ann alone was on record, and when all were. */
  let [first, second] = ['', ''];
  const position = async () => {
    await system.settled();
    return (await system.ask<{ at: { position: string } }>('{ at { position } }')).data.at.position;
  };
  const directory = async (moment: string, args = 'first: 100'): Promise<Directory> => {
    const { data, errors } = await system.ask<{ at: { leaders: Directory } }>(
      `{ at${moment} { leaders(${args}) { totalCount totalCountState nodes { name { value } } } } }`,
    );
    expect(errors).toBeUndefined();
    return data.at.leaders;
  };
  const names = async (moment: string, args?: string) => (await directory(moment, args)).nodes.map(({ name }) => name.value);
  const registered = async (name: string, effectiveOn: string) =>
    (await system.record('registerLeader', { legalName: name, sortName: name, language: 'EN', effectiveOn })).id;

  beforeAll(async () => {
    system = await startSystem();
    ann = await registered('Ann', '2020-01-01');
    first = await position();
    bob = await registered('Bob', '2024-06-01');
    const cat = await registered('Cat', '2022-06-01');
    second = await position();
    await system.record('changeName', { leaderId: ann, legalName: 'Anwen', sortName: 'Anwen' });
    await mergedByTwo(system, bob, cat);
    await system.settled();
  });
  afterAll(() => system.stop());

  it('has those who were registered by the day asked about', async () => {
    expect(await names('(asOf: "2019-12-31")')).toEqual([]);
    expect(await names('(asOf: "2020-01-01")')).toEqual(['Anwen']);
    expect(await names('(asOf: "2024-06-01")')).toEqual(['Anwen', 'Bob']);
    expect(await names('')).toEqual(['Anwen', 'Bob']);
  });

  it('has those who were on record at the moment asked about, by the name of now, before they were merged each', async () => {
    expect(await names(`(position: "${first}")`)).toEqual(['Anwen']);
    expect(await names(`(position: "${second}")`)).toEqual(['Anwen', 'Bob', 'Cat']);
    expect(await names(`(position: "${second}", asOf: "2022-12-31")`)).toEqual(['Anwen', 'Cat']);
    expect(await names(`(position: "${second}")`, 'first: 100, orderBy: { by: REGISTERED_ON, direction: DESCENDING }')).toEqual(['Bob', 'Cat', 'Anwen']);
    expect(await directory(`(position: "${second}")`, 'first: 0')).toEqual({ totalCount: 3, totalCountState: 'EXACT', nodes: [] });
  });

  describe('counted', () => {
    const looker = async () => {
      const id = randomUUID();
      return { id, as: await system.as({ actor: { kind: 'person', id, role: 'talent-partner' }, claims: [{ role: 'talent-partner', scope: 'national' }] }) };
    };
    const whoLooked = async (id: string) => {
      await system.api.get(PersonalReadAudit, { strict: false }).flush();
      await system.settled();
      const they = await system.as({ actor: { kind: 'person', id: parseNodeId(id)?.id ?? '', role: 'leader' }, claims: [] });
      const { data } = await they.ask<{ node: { whoLooked: { nodes: { readerId: string }[] } } }>(
        'query ($id: ID!) { node(id: $id) { ... on Leader { whoLooked(first: 20) { nodes { readerId } } } } }',
        { id },
      );
      return data.node.whoLooked.nodes.map(({ readerId }) => readerId);
    };
    const total = async (as: System, args: string) =>
      (await as.ask<{ at: { leaders: Directory } }>(`{ at { leaders(first: 0${args}) { totalCount } } }`)).data.at.leaders.totalCount;

    it('by a name, is noted of each who has it, and of nobody else', async () => {
      const one = await looker();
      expect(await total(one.as, ', search: "anw"')).toBe(1);
      expect([(await whoLooked(ann)).includes(one.id), (await whoLooked(bob)).includes(one.id)]).toEqual([true, false]);
    });

    it('by nothing personal, is noted of nobody', async () => {
      const one = await looker();
      expect(await total(one.as, '')).toBe(2);
      for (const id of [ann, bob]) expect(await whoLooked(id)).not.toContain(one.id);
    });
  });
});
