import { readFileSync } from 'node:fs';
import { queries } from '@app/api';
import { DEVELOPMENT_ISSUER, sampleAccount, sampleAccounts } from '@app/development-provider';
import { EVENT_STORE, type EventStore } from '@app/event-store';
import type { Role } from '@app/identity';
import { type Command, type Receipt } from '@app/kernel';
import { ProcessRunner } from '@app/process-manager';
import { catalogueOf, loadPacks, runSteps, SAMPLE_ROLES, sampleHistory, type SampleRole, shippedPacks, statusFrom } from '@app/reference-data';
import { CommandBus } from '@nestjs/cqrs';
import { startSystem, type System } from '../support/system.js';

let system: System;
const tell = async () => {
  const { projector, clock } = system;
  const execute = (command: Command): Promise<Receipt> => projector.get(CommandBus).execute(command);
  const times = { now: clock.instant(), today: clock.today() };
  const packs = await shippedPacks();
  await loadPacks(packs, { execute, ...times });
  const subjects = Object.fromEntries(SAMPLE_ROLES.map((role) => [role, sampleAccount(role).subject])) as Record<SampleRole, string>;
  return runSteps(sampleHistory({ catalogue: catalogueOf(packs), ...times, issuer: DEVELOPMENT_ISSUER, subjects }), {
    execute,
    settle: () => projector.get(ProcessRunner).settle(),
    statusOf: statusFrom(projector.get<EventStore>(EVENT_STORE)),
  });
};
beforeAll(async () => {
  system = await startSystem();
  await tell();
  await system.settled();
});
afterAll(() => system.stop());

const ROLES: Readonly<Record<Role, readonly string[]>> = {
  leader: ['LEADER'],
  'line-manager': ['LEADER', 'LINE_MANAGER'],
  'programme-lead': ['LEADER', 'PROGRAMME_LEAD'],
  'panel-member': ['LEADER', 'PANEL_MEMBER'],
  'talent-partner': ['TALENT_PARTNER'],
  auditor: ['AUDITOR'],
  'board-member': ['BOARD_MEMBER'],
  administrator: ['ADMINISTRATOR'],
};
const PAGE = `{
  viewer { roles leader { name { value } enrolments(first: 5) { nodes { status } } } }
  at { leaders(first: 100) { nodes { name { value } } } enrolments(first: 100) { nodes { status leader { name { value } } } } }
}`;
interface Page {
  readonly viewer: {
    readonly roles: string[];
    readonly leader: { readonly name: { readonly value: string }; readonly enrolments: { readonly nodes: object[] } } | null;
  };
  readonly at: { readonly leaders: { readonly nodes: { name: { value: string } }[] }; readonly enrolments: { readonly nodes: { status: string }[] } };
}
const page = async (role: Role) => {
  const { data, errors } = await (await system.as(role)).ask<Page>(PAGE);
  expect([role, errors]).toEqual([role, undefined]);
  return data;
};
const names = ({ at }: Page) => at.leaders.nodes.map(({ name }) => name.value).sort();

it.each(sampleAccounts.map(({ role }) => role))('whoever signs in as the sample %s has that role', async (role) => {
  expect((await page(role)).viewer.roles).toEqual(ROLES[role]);
});

it('the leader sees their own record, and that they are on a programme', async () => {
  const data = await page('leader');
  expect(data.viewer.leader).toMatchObject({ name: { value: 'Isla Brackenridge' }, enrolments: { nodes: [{ status: 'IN_PROGRESS' }] } });
  expect(names(data)).toEqual(['Isla Brackenridge']);
});

it('the leader is on the programme that the page on signing in names, and the programme lead leads it', async () => {
  const { data } = await (
    await system.as('leader')
  ).ask<{ viewer: { leader: { enrolments: { nodes: { cohort: { programme: { nameEn: string } } }[] } } } }>(
    '{ viewer { leader { enrolments(first: 1) { nodes { cohort { programme { nameEn } } } } } } }',
  );
  const [enrolment] = data.viewer.leader.enrolments.nodes;
  expect(readFileSync('docs/sign-in.md', 'utf8')).toContain(`Isla Brackenridge, on the ${enrolment?.cohort.programme.nameEn} `);
});

it('the line manager sees those who report to them, and what their posts sponsor', async () => {
  const data = await page('line-manager');
  expect(names(data)).toEqual(['Ailsa Thornby', 'Callum Stonefield', 'Isla Brackenridge']);
  expect(data.at.enrolments.nodes.map(({ status }) => status).sort()).toEqual(['APPLIED', 'IN_PROGRESS', 'IN_PROGRESS']);
});

it('the programme lead sees who takes part and who applies', async () => {
  expect((await page('programme-lead')).at.enrolments.nodes.length).toBeGreaterThanOrEqual(5);
});

it('the panel member sees what is put to the panel', async () => {
  const data = await page('panel-member');
  expect(data.at.enrolments.nodes.map(({ status }) => status)).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
});

it.each<[Role, readonly string[]]>([
  ['leader', ['STATE_PARTICIPATION']],
  ['line-manager', ['STATE_PARTICIPATION']],
  ['programme-lead', ['MARK_REGISTER', 'SCREEN_APPLICANT', 'SCREEN_APPLICANT', 'SCREEN_APPLICANT', 'STATE_PARTICIPATION']],
  ['panel-member', ['SCREEN_APPLICANT', 'SCREEN_APPLICANT', 'SCREEN_APPLICANT', 'STATE_PARTICIPATION']],
  ['talent-partner', ['ENDORSE_APPLICATION']],
  ['administrator', []],
])('what waits for the sample %s', async (role, expected) => {
  const { data } = await (
    await system.as(role)
  ).ask<{ viewer: { tasks: { nodes: { kind: string }[] } } }>('{ viewer { tasks(first: 100) { nodes { kind } } } }');
  expect(data.viewer.tasks.nodes.map(({ kind }) => kind)).toEqual(expected);
});

/** Reads that the README shows; what it changes things with is left out. */
const shown = [...readFileSync('README.md', 'utf8').matchAll(/```graphql\n([^]*?)```/g)]
  .map(([, text = '']) => text)
  .filter((text) => !text.startsWith('mutation'));

it.each(sampleAccounts.map(({ role }) => role))('every ready query, and what the README asks, answers the sample %s with something', async (role) => {
  const asking = await system.as(role);
  expect(shown.length).toBeGreaterThanOrEqual(2);
  for (const query of [...queries, ...shown]) {
    const { data, errors } = await asking.ask<Record<string, object | null>>(query);
    expect([role, query, errors]).toEqual([role, query, undefined]);
    expect(Object.values(data).every((part) => part !== null)).toBe(true);
  }
});

it('the page of cohorts that the README shows has somebody on it for the administrator', async () => {
  const { data } = await (await system.as('administrator')).ask<{ at: { cohorts: { nodes: { enrolments: { nodes: object[] } }[] } } }>(shown.at(-1) ?? '');
  expect(data.at.cohorts.nodes[0]?.enrolments.nodes).toHaveLength(1);
});

it('the programme that the sample lead runs leads to an award', async () => {
  const { data } = await (
    await system.as('programme-lead')
  ).ask<{ at: { enrolments: { nodes: { programme: { award: string | null } }[] } } }>('{ at { enrolments(first: 1) { nodes { programme { award } } } } }');
  expect(data.at.enrolments.nodes[0]?.programme.award).toMatch(/\S/);
});

it('the talent partner sees the funnel of their own organisations as it was published, and how far cohorts are filled', async () => {
  await system.record('publishFigures', {});
  await system.settled();
  const partner = await system.as('talent-partner');
  const { data: found } = await partner.ask<{ at: { organisations: { nodes: { id: string }[] } } }>(
    '{ at { organisations(first: 1, code: "scottish-government-health-and-social-care") { nodes { id } } } }',
  );
  const { data, errors } = await partner.ask<{ at: { figures: { funnel: { applied: { masked: boolean } } }; cohorts: { nodes: { fill: string | null }[] } } }>(
    'query ($of: ID!) { at { figures { funnel(organisation: $of) { applied { count masked } } } cohorts(first: 5) { nodes { fill } } } }',
    { of: found.at.organisations.nodes[0]?.id },
  );
  expect(errors).toBeUndefined();
  // Five people are too few to tell how many.
  expect(data.at.figures.funnel.applied).toEqual({ count: null, masked: true });
  expect(data.at.cohorts.nodes.length).toBeGreaterThan(0);
  expect(data.at.cohorts.nodes.every(({ fill }) => typeof fill === 'string')).toBe(true);
});

it('told again, nothing happens twice, and nobody is linked to somebody else', async () => {
  const { executed, refused } = await tell();
  expect(refused).toBe(0);
  expect(executed).toBeGreaterThan(0);
  await system.settled();
  expect(names(await page('line-manager'))).toHaveLength(3);
});
