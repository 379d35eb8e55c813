import { randomUUID } from 'node:crypto';
import { nodeId } from '@app/graphql-kit';
import type { Ids, Reach, Role, Viewer, Way } from '@app/identity';
import { ROLES } from '@app/identity';
import { Refused } from '@app/kernel';
import { ReadModel, type Snapshot } from '@app/read-model';
import { access } from '@app/tracker';
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import sql from 'sql-template-tag';
import { type Outcome, startSystem, type System } from '../support/system.js';
import { idsOf, personasOf, type Thing, thingsOf } from './support/judge.js';
import { apiSchema } from './support/schema.js';
import { makeWorld, SCOPE, type World } from './support/world.js';

let system: System;
let world: World;
let things: readonly Thing[];
let snapshot: Snapshot;
beforeAll(async () => {
  // One of its own beside the snapshot that is held here.
  system = await startSystem({ connections: { reading: 2, writing: 1, machinery: 1 } });
  world = await makeWorld(system);
  things = thingsOf(world);
  snapshot = await system.api.get(ReadModel, { strict: false }).snapshot();
}, 600_000);
afterAll(async () => {
  await snapshot.release();
  await system.stop();
});

const NOBODY = 'd0000000-0000-4000-8000-000000000000';
const unbounded = (reach: Reach) => reach === 'national' || reach === 'public';

/** A viewer who has one role in every way that it can be had but one scope, told by what one person has on record. */
function viewerOf(role: Role, ids: Ids, national: boolean): Viewer {
  const reaches = access.matrix.reachesOf[role].filter((reach) => reach === 'public' || (reach === 'national') === national);
  return { actor: { kind: 'person', id: 'somebody', role }, grants: reaches.map((reach) => ({ role, reach, ids })) };
}

async function permitted(viewer: Viewer, command: string, fields: object): Promise<string> {
  const answer = await access.permit(snapshot, viewer, command, fields).then(
    (role) => role,
    (error: unknown) => {
      if (error instanceof Refused) return error.code;
      throw error;
    },
  );
  // What waits for somebody is found by the same, as a condition.
  const named = Object.fromEntries(Object.entries(fields).map(([field, id]) => [field, sql`${String(id)}`]));
  const condition = access.permitting(snapshot, viewer, ROLES, command, named);
  const [found] = condition ? await snapshot.query<{ may: boolean }>(sql`select ${condition} as may`) : [];
  expect([command, fields, found?.may ?? false]).toEqual([command, fields, ROLES.some((role) => role === answer)]);
  return answer;
}

/** Who has each role: the scope of an organisation, or what one person has on record. */
const told = (role: Role): readonly Ids[] =>
  access.matrix.reachesOf[role].includes('organisation') ? [{ organisations: world.scope }] : Object.values(world.asking).map((person) => idsOf(world, person));
const ofResource = (resource: string): readonly Thing[] => things.filter((thing) => thing.resource === resource);
const waysOf = (command: string, role: Role): readonly Way[] => access.matrix.ways(command, role);
const reachesOf = (way: Exclude<Way, string>, field: string): readonly Reach[] => [way[field] ?? []].flat();

describe('every command of the matrix, by SQL', () => {
  const cells = [...access.matrix.commands.keys()].flatMap((command) => ROLES.map((role) => ({ command, role })));

  it.each(cells)('$command by $role', async ({ command, role }) => {
    const { targets } = access.matrix.command(command);
    const ways = waysOf(command, role);
    const bounded = ways.filter((way) => typeof way !== 'string');
    const nowhere = Object.fromEntries(Object.keys(targets).map((field) => [field, NOBODY]));
    // For the whole installation, whatever it is about.
    if (access.matrix.reachesOf[role].includes('national')) {
      const everywhere = await permitted(viewerOf(role, {}, true), command, nowhere);
      expect(everywhere === role).toBe(ways.includes('national') || ways.includes('public'));
    }
    for (const ids of told(role)) {
      const viewer = viewerOf(role, ids, false);
      if (ways.includes('public')) {
        expect(await permitted(viewer, command, nowhere)).toBe(role);
        continue;
      }
      if (bounded.length === 0) {
        expect(await permitted(viewer, command, nowhere)).toBe('NOT_PERMITTED');
        continue;
      }
      for (const way of bounded) {
        const fields = Object.keys(way);
        // Each thing in turn in each field, beside what is reached in the others.
        for (const field of fields) {
          const beside = Object.fromEntries(
            fields.filter((other) => other !== field).map((other) => [other, reachedBy(way, other, targets[other] ?? '', ids)[0]?.key ?? NOBODY]),
          );
          const besideReached = Object.values(beside).every((key) => key !== NOBODY);
          for (const thing of ofResource(targets[field] ?? '')) {
            const isReached = reachesOf(way, field).some((reach) => unbounded(reach) || thing.reached(reach, ids));
            const answer = await permitted(viewer, command, { ...nowhere, ...beside, [field]: thing.key });
            if (isReached && besideReached) expect([thing.key, answer]).toEqual([thing.key, role]);
            else expect([thing.key, answer === role && bounded.length === 1]).toEqual([thing.key, false]);
          }
          // What is there and not theirs is answered as what is not there, or refused as visible but not theirs to change.
          const missing = await permitted(viewer, command, { ...nowhere, ...beside, [field]: NOBODY });
          expect(missing).not.toBe(role);
        }
      }
    }
  });

  function reachedBy(way: Exclude<Way, string>, field: string, resource: string, ids: Ids): readonly Thing[] {
    return ofResource(resource).filter(({ reached }) => reachesOf(way, field).some((reach) => unbounded(reach) || reached(reach, ids)));
  }
});

describe('every mutation, over HTTP', () => {
  const schema = apiSchema();
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const NAMED: Readonly<Record<string, string>> = {
    leaderId: 'Leader',
    personId: 'Leader',
    managerId: 'Leader',
    mergedId: 'Leader',
    assignmentId: 'Assignment',
    enrolmentId: 'Enrolment',
    adjustmentId: 'Adjustment',
    cohortId: 'Cohort',
    targetCohortId: 'Cohort',
    transferTo: 'Cohort',
    programmeId: 'Programme',
    signpostedTo: 'Programme',
    organisationId: 'Organisation',
    toOrganisationId: 'Organisation',
    parentId: 'Organisation',
    sessionId: 'Session',
    erasureId: 'ErasureRequest',
    questionSetId: 'QuestionSet',
    grantId: 'UnmaskedGrant',
    granteeId: 'Leader',
    requestId: 'SubjectAccessRequest',
    identityId: 'Identity',
    delegationId: 'Delegation',
    principalId: 'Leader',
    deputyId: 'Leader',
    frameworkId: 'Framework',
  };

  /** An input of the right form, all of whose ids name nothing. */
  function inputOf(typeName: string, ids: (field: string) => string): Record<string, unknown> {
    const type = schema.getType(typeName);
    if (!isInputObjectType(type)) throw new Error(`${typeName} is no input`);
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(({ type: of }) => isNonNullType(of))
        .map(({ name, type: of }) => {
          const named = getNamedType(of);
          const one = (): unknown => {
            if (name === 'commandId') return randomUUID();
            if (isInputObjectType(named)) return inputOf(named.name, ids);
            if (isEnumType(named)) return named.getValues()[0]?.name;
            if (named.name === 'ID') return ids(name);
            return { Int: 1, Boolean: true, Date: '2025-03-03', Float: 1 }[named.name] ?? 'x';
          };
          return [name, isNonNullType(of) && isListType(of.ofType) ? [one()] : one()];
        }),
    );
  }

  it('answers whoever has no right as where there is nothing, and records nothing', async () => {
    const { data: before } = await system.ask<{ at: { head: string } }>('{ at { head } }');
    for (const { name, id, claims, roles } of personasOf(world, SCOPE)) {
      const as = await system.as({ actor: { kind: 'person', id, role: 'leader' }, claims });
      for (const { name: mutation, args } of mutations) {
        const command = access.matrix.sends.get(mutation) ?? mutation.charAt(0).toUpperCase() + mutation.slice(1);
        const ways = roles.flatMap(({ role, national = false }) =>
          access.matrix.ways(command, role).filter((way) => way === 'public' || (way === 'national' ? national : typeof way !== 'string' && !national)),
        );
        // Who may do it whatever it is about is answered by the command's own rules, which other specifications are of.
        if (ways.some((way) => typeof way === 'string')) continue;
        const input = inputOf(getNamedType(args[0]?.type)?.name ?? '', (field) => nodeId(NAMED[field] ?? field, NOBODY));
        const answered = await as.ask<{ outcome: Outcome | Outcome[] }>(
          `mutation ($input: ${String(args[0]?.type)}) { outcome: ${mutation}(input: $input) { __typename ... on Refusal { code field } } }`,
          { input },
        );
        expect([name, mutation, answered.errors]).toEqual([name, mutation, undefined]);
        const [outcome] = [answered.data.outcome].flat();
        const code = outcome?.__typename === 'Refusal' ? outcome.code : 'RECORDED';
        expect([name, mutation, code]).toEqual([name, mutation, ways.length === 0 ? 'NOT_PERMITTED' : expect.stringMatching(/_NOT_FOUND$/)]);
      }
    }
    const { data: after } = await system.ask<{ at: { head: string } }>('{ at { head } }');
    expect(after).toEqual(before);
  });

  it('answers alike for what is not there and for what is not theirs', async () => {
    const as = await system.as({ actor: { kind: 'person', id: world.asking.leader, role: 'leader' }, claims: [] });
    const theirs = world.enrolments.find(({ leader }) => leader !== world.asking.leader)?.id ?? '';
    const post = world.posts.find(({ leader }) => leader !== world.asking.leader)?.id ?? '';
    const [cohort] = world.cohorts;
    const apply = (leaderId: string, assignmentId: string) =>
      as.mutate('applyForCohort', { cohortId: nodeId('Cohort', cohort?.id ?? ''), leaderId, assignmentId });
    const own = world.posts.find(({ leader }) => leader === world.asking.leader)?.id ?? '';
    expect(await as.mutate('withdrawEnrolment', { enrolmentId: theirs })).toEqual(await as.mutate('withdrawEnrolment', { enrolmentId: NOBODY }));
    expect(await apply(world.asking.lead, own)).toEqual(await apply(NOBODY, own));
    expect(await apply(world.asking.leader, post)).toEqual(await apply(world.asking.leader, NOBODY));
  });

  it('records the role under which it was permitted', async () => {
    const lead = await system.as({ actor: { kind: 'person', id: world.asking.lead, role: 'leader' }, claims: [] });
    const cohortId = world.cohorts.find(({ programme }) => programme === world.programmes[0])?.id ?? '';
    const recorded = await lead.record('scheduleSession', { cohortId, title: 'Extra', heldOn: '2025-03-10', minutes: 60, effectiveOn: '2025-01-01' });
    await system.settled();
    const { rows } = await system.database.database.query<{ role: string; id: string }>(
      "select meta -> 'actor' ->> 'role' as role, meta -> 'actor' ->> 'id' as id from es.events where event_id = $1",
      [recorded.receipt.eventIds[0]],
    );
    expect(rows).toEqual([{ role: 'programme-lead', id: world.asking.lead }]);
  });
});
