import { frameworkIdOf } from '@app/framework/commands';
import { nodeId } from '@app/graphql-kit';
import { getNamedType, type GraphQLField, type GraphQLObjectType, isLeafType, isNonNullType, isObjectType } from 'graphql';
import pg from 'pg';
import { frameworkVersion } from '../support/frameworks.js';
import { startSystem, type System } from '../support/system.js';
import { rootLists } from './support/answers.js';
import { apiSchema, connectionOf } from './support/schema.js';
import { makeWorld } from './support/world.js';

// A field that asks the database for itself does so for each row of a page, as often as there are rows: a caller has one of a thousand asked.

/** Rows of the pages that are compared: the second two where the first are too dear for anybody. */
const [FEW, MANY] = [4, 14];
const SMALLER = [1, 4] as const;

/** Lists of what there are few of: one for each publication, intervention, nation or closed session. */
const RARE: readonly string[] = ['figurePublications', 'passedOverEvents', 'questionSets', 'unmaskedReadings'];

const schema = apiSchema();
/** What goes on beside a page: readers of the log that follow it. */
const FOLLOWING = /^select h\.position as head, .* from es\.log_head h$/m;

let system: System;
let leadId: string;
const viewers: { readonly name: string; readonly as: System }[] = [];
const sent = new Map<string, number>();
const original = pg.Client.prototype.query;

beforeAll(async () => {
  system = await startSystem();
  const world = await makeWorld(system);
  leadId = world.asking.lead;
  const made = async (name: string, input: object) => (await system.record(name, input)).id;
  const day = { effectiveOn: '2020-01-01' };
  for (let number = 0; number < MANY; number++) {
    const name = { en: `Number ${number}` };
    await made('registerOrganisation', {
      code: `number-${number}`,
      name,
      sector: 'NHS',
      nation: 'WALES',
      parentId: nodeId('Organisation', world.organisations[0] ?? ''),
      ...day,
    });
    const programmeId = await made('publishProgramme', {
      code: `number-${number}`,
      name,
      nation: 'WALES',
      level: 'SENIOR',
      provider: 'HEIW',
      award: 'Certificate',
      ...day,
    });
    const place = {
      programmeId,
      organisationId: nodeId('Organisation', world.organisations[0] ?? ''),
      capacity: 20,
      startsOn: '2025-03-03',
      endsOn: '2090-12-18',
    };
    await made('publishFrameworkVersion', { ...frameworkVersion(`number-${number}`), ...day });
    const element = { frameworkId: frameworkIdOf(`number-${number}`), version: '1.0', element: 'attending' };
    await made('stateCrosswalk', { from: element, to: { ...element, frameworkId: world.framework.id }, strength: 'CLOSE', source: 'HEIW', ...day });
    const cohortId = await made('openCohort', { ...place, name: name.en, deliveryLanguage: 'WELSH', ...day });
    await made('scheduleSession', { cohortId, title: 'Module', heldOn: '2025-03-03', minutes: 360, ...day });
    const leaderId = await made('registerLeader', { legalName: name.en, sortName: name.en, language: 'CY', ...day });
    const posting = { leaderId, organisationId: place.organisationId, post: 'Ward Manager', wtePercent: 100, basis: 'SUBSTANTIVE', ...day };
    const assignmentId = await made('startAssignment', posting);
    await made('setReportingLine', { assignmentId, managerId: nodeId('Leader', world.asking.manager), ...day });
    await made('applyForCohort', { cohortId, leaderId, assignmentId, statement: 'I want to lead.', effectiveOn: '2025-01-13' });
    await made('appointProgrammeLead', { programmeId, personId: nodeId('Leader', world.asking.lead), ...day });
    await made('appointSelectionPanelMember', { cohortId, personId: nodeId('Leader', world.asking.panelist), ...day });
    await made('linkIdentity', { leaderId, issuer: 'https://issuer.example', subject: leaderId, reason: 'Seen with their badge.' });
    await made('requestErasure', { leaderId, ground: 'OBJECTION' });
    await made('requestSubjectAccess', { leaderId });
    const granting = { principalId: leaderId, deputyId: nodeId('Leader', world.asking.lead), roles: ['LEADER'], authority: 'READING', endsOn: '2199-12-31' };
    await made('grantDelegation', { ...granting, reason: 'Away.' });
    const other = await made('registerLeader', { legalName: `Other ${name.en}`, sortName: name.en, language: 'EN', ...day });
    await made('mergeLeaders', { leaderId, mergedId: other, reason: 'One person.' });
  }
  await system.settled();
  viewers.push({ name: 'administrator', as: system }, { name: 'auditor', as: await system.as('auditor') });
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given as [string | { readonly text?: string }];
    const text = typeof asked === 'string' ? asked : asked.text;
    if (text !== undefined && !FOLLOWING.test(text)) sent.set(text, (sent.get(text) ?? 0) + 1);
    return Reflect.apply(original, this, given) as unknown;
  } as typeof original;
}, 300_000);
afterAll(async () => {
  pg.Client.prototype.query = original;
  await system.stop();
});

const objectType = (name: string): GraphQLObjectType | undefined => {
  const type = schema.getType(name);
  return isObjectType(type) ? type : undefined;
};
type AnyField = GraphQLField<unknown, unknown>;
const fieldsOf = (name: string): readonly AnyField[] => Object.values(objectType(name)?.getFields() ?? {});
const needs = ({ args }: AnyField): boolean => args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);

/** What a field leads to, and how something of that is selected there. */
interface Way {
  readonly to: string;
  readonly select: (below: string) => string;
}
function wayOf(field: AnyField): Way | undefined {
  const type = getNamedType(field.type);
  if (!isObjectType(type) || needs(field)) return undefined;
  const of = connectionOf(schema, type.name);
  if (of !== undefined) return { to: of, select: (below) => `${field.name}(first: 3) { totalCount nodes { ${below} } }` };
  return { to: type.name, select: (below) => `${field.name} { ${below} }` };
}

/** The fields of a type that lead no further. */
const leavesOf = (name: string): string =>
  ['__typename', ...fieldsOf(name).flatMap((field) => (isLeafType(getNamedType(field.type)) && !needs(field) ? [field.name] : []))].join(' ');

interface Case {
  readonly list: string;
  readonly of: string;
  readonly what: string;
  readonly below: string;
}

/** Every field of every type that a list leads to, by the shortest way there is to it: what leads no further together, each other with what is next to it. */
function everyField(): readonly Case[] {
  const cases: Case[] = [];
  const reached = new Map<string, { readonly list: string; readonly select: Way['select'] }>();
  for (const [list, of] of rootLists()) if (!reached.has(of)) reached.set(of, { list, select: (below) => below });
  for (const [of, { list, select }] of reached) {
    cases.push({ list, of, what: 'its own', below: select(leavesOf(of)) });
    for (const field of fieldsOf(of)) {
      const way = wayOf(field);
      if (!way) continue;
      cases.push({ list, of, what: field.name, below: select(way.select(leavesOf(way.to))) });
      // What is reached meanwhile is gone through in its turn.
      if (!reached.has(way.to)) reached.set(way.to, { list, select: (below) => select(way.select(below)) });
    }
  }
  return cases;
}

interface Sent {
  readonly rows: number;
  /** How often the statement was sent that was sent most often. */
  readonly times: number;
  readonly text: string;
}

/** What a page has the database asked; undefined where it is too dear. */
async function sentFor(as: System, list: string, first: number, below: string): Promise<Sent | undefined> {
  sent.clear();
  const asked = `query ($first: Int) { at { ${list}(first: $first) { nodes { ${below} } } } }`;
  const { data, errors } = await as.ask<{ at: Record<string, { nodes: readonly unknown[] }> }>(asked, { first });
  if (errors?.some(({ extensions }) => extensions?.code === 'COST_LIMIT')) return undefined;
  if (errors) throw new Error(`${list} { ${below} }: ${JSON.stringify(errors)}`);
  const [text = '', times = 0] = [...sent].sort(([, one], [, other]) => other - one)[0] ?? [];
  return { rows: data.at[list]?.nodes.length ?? 0, times, text };
}

/** A statement that is sent for each row, by a page of many and one of few; undefined where none is. */
async function perRow(as: System, list: string, below: string, [few, many]: readonly [number, number] = [FEW, MANY]): Promise<string | undefined> {
  const [one, other] = [await sentFor(as, list, few, below), await sentFor(as, list, many, below)];
  if (!one || !other) {
    if (many === SMALLER[1]) throw new Error(`${list} { ${below} } is too dear for a page of ${many}`);
    return perRow(as, list, below, SMALLER);
  }
  return other.rows > one.rows && other.times - one.times >= (other.rows - one.rows) / 2 ? other.text : undefined;
}

describe('a page of many rows sends no more statements than one of few', () => {
  it.each(everyField().map(({ of, what, ...rest }) => [of, what, rest] as const))('for %s: %s', async (_of, _what, { list, below }) => {
    for (const { name, as } of viewers) expect([name, await perRow(as, list, below)]).toEqual([name, undefined]);
  });

  it('for what waits for whoever asks, which one statement finds', async () => {
    const lead = await system.as({ actor: { kind: 'person', id: leadId, role: 'leader' }, claims: [] });
    const below = `${leavesOf('Task')} title { value } thing { id ... on Enrolment { leader { name { value } } cohort { name } } ... on Session { cohort { name } } }`;
    const counted = async (first: number) => {
      sent.clear();
      const { data, errors } = await lead.ask<{ viewer: { tasks: { nodes: object[] } } }>(
        `query ($first: Int) { viewer { tasks(first: $first) { nodes { ${below} } } } }`,
        { first },
      );
      expect(errors).toBeUndefined();
      const finding = [...sent].filter(([text]) => text.includes("mutations <> '{}'")).map(([, times]) => times);
      return { rows: data.viewer.tasks.nodes.length, finding, times: Math.max(...sent.values()) };
    };
    const [few, many] = [await counted(FEW), await counted(MANY)];
    expect([few, many]).toMatchObject([
      { rows: FEW, finding: [1] },
      { rows: MANY, finding: [1] },
    ]);
    expect(many.times - few.times).toBeLessThan((MANY - FEW) / 2);
  });

  it('is told of every list but the rare ones: there are as many rows of each', async () => {
    const short: string[] = [];
    for (const [list] of rootLists()) {
      const rows = await Promise.all(viewers.map(async ({ as }) => (await sentFor(as, list, MANY, '__typename'))?.rows ?? 0));
      if (Math.max(...rows) < MANY) short.push(list);
    }
    expect(short.sort()).toEqual(RARE);
  });
});
