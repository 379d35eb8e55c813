import type { Claim, Ids, Reach, Role } from '@app/identity';
import { access } from '@app/tracker';
import type { Enrolment, World } from './world.js';

// What should be seen, by what is known of the world: the judge of what the product answers. It knows the matrix, and neither tables nor SQL.

/** One row of what can be seen. */
export interface Thing {
  readonly resource: string;
  readonly key: string;
  /** Whether it is reached. */
  readonly reached: (reach: Reach, ids: Ids) => boolean;
  /** The group of a column that is of another in some rows. */
  readonly groupOf?: (property: string) => string | undefined;
}

/** Somebody who asks, with what follows for them from what is recorded and claimed. */
export interface Persona {
  readonly name: string;
  readonly id: string;
  readonly claims: readonly Claim[];
  readonly roles: readonly { readonly role: Role; readonly ids: Ids; readonly national?: boolean }[];
}

const among = (of: readonly string[] | undefined, id: string): boolean => of?.includes(id) ?? false;
const underSelection = ({ status }: Enrolment): boolean => status === 'APPLIED' || status === 'NOT_SELECTED';
type Ways = Partial<Record<Reach, (ids: Ids) => boolean>>;

function thing(resource: string, key: string, ways: Ways = {}, groupOf?: Thing['groupOf']): Thing {
  return {
    resource,
    key,
    reached: (reach, ids) => reach === 'public' || reach === 'national' || (ways[reach]?.(ids) ?? false),
    ...(groupOf && { groupOf }),
  };
}

/** Everything that there is. */
export function thingsOf(world: World): readonly Thing[] {
  const { enrolments, posts, cohorts, leads, panels } = world;
  const programmeOf = new Map(cohorts.map(({ id, programme }) => [id, programme]));
  const ofEnrolment = (enrolment: Enrolment): Ways => ({
    self: ({ person }) => among(person, enrolment.leader),
    reports: ({ leaders, assignments }) => among(leaders, enrolment.leader) && among(assignments, enrolment.post),
    programme: ({ programmes }) => among(programmes, enrolment.programme),
    organisation: ({ organisations }) => among(organisations, enrolment.organisation),
  });
  return [
    ...world.organisations.map((id) => thing('Organisation', id, { organisation: ({ organisations }) => among(organisations, id) })),
    thing('OrganisationLink', world.linked),
    ...world.programmes.map((id) => thing('Programme', id, { programme: ({ programmes }) => among(programmes, id) })),
    ...cohorts.map(({ id, programme, organisation }) =>
      thing('Cohort', id, {
        programme: ({ programmes }) => among(programmes, programme),
        panel: (ids) => among(ids.cohorts, id),
        organisation: ({ organisations }) => among(organisations, organisation),
      }),
    ),
    ...cohorts.map(({ session }) => thing('Session', session)),
    ...leads.map(({ programme, person }) =>
      thing('ProgrammeLead', `${programme}:${person}`, {
        self: (ids) => among(ids.person, person),
        programme: ({ programmes }) => among(programmes, programme),
      }),
    ),
    ...panels.map(({ cohort, person }) =>
      thing('SelectionPanelMember', `${cohort}:${person}`, {
        self: (ids) => among(ids.person, person),
        programme: ({ programmes }) => among(programmes, programmeOf.get(cohort) ?? ''),
        panel: (ids) => among(ids.cohorts, cohort),
      }),
    ),
    ...world.people.map((id) => {
      const own = posts.filter(({ leader }) => leader === id);
      const enrolled = enrolments.filter(({ leader }) => leader === id);
      return thing('Leader', id, {
        self: ({ person }) => among(person, id),
        reports: ({ leaders }) => among(leaders, id),
        programme: ({ programmes }) => enrolled.some(({ programme }) => among(programmes, programme)),
        panel: (ids) => enrolled.some((enrolment) => among(ids.cohorts, enrolment.cohort) && underSelection(enrolment)),
        employer: ({ organisations }) => own.some(({ live, organisation }) => live && among(organisations, organisation)),
        newcomer: () => own.length === 0,
        returner: ({ organisations }) =>
          world.returned.some(({ leader, organisation }) => leader === id && among(organisations, organisation)) && !own.some(({ live }) => live),
      });
    }),
    ...posts.map(({ id, leader, organisation }) =>
      thing('Assignment', id, {
        self: ({ person }) => among(person, leader),
        reports: ({ assignments }) => among(assignments, id),
        programme: ({ programmes }) => enrolments.some((enrolment) => enrolment.post === id && among(programmes, enrolment.programme)),
        organisation: ({ organisations }) => among(organisations, organisation),
      }),
    ),
    ...posts
      .filter(({ manager, live }) => manager !== undefined && live)
      .map(({ id, leader, organisation }) =>
        thing('ReportingLine', id, {
          self: ({ person }) => among(person, leader),
          reports: ({ assignments }) => among(assignments, id),
          organisation: ({ organisations }) => among(organisations, organisation),
        }),
      ),
    ...world.subjectAccess.map(({ id, leader }) => thing('SubjectAccessRequest', id, { self: ({ person }) => among(person, leader) })),
    ...world.reads.map(({ id, leader }) => thing('PersonalRead', id, { self: ({ person }) => among(person, leader) })),
    ...world.questionSets.map((id) => thing('QuestionSet', id)),
    ...world.answered.map((id) => thing('EqualityAnswers', id, { self: ({ person }) => among(person, id) })),
    thing('FigurePublication', world.publication),
    thing('UnmaskedGrant', world.unmasked.grant),
    thing('UnmaskedReading', world.unmasked.reading),
    thing('PassedOverEvent', world.passedOver),
    thing('ReasonCode', world.reasonCode),
    thing('Framework', world.framework.id),
    ...world.framework.versions.map((id) => thing('FrameworkVersion', id)),
    ...world.framework.elements.map((id) => thing('FrameworkElement', id)),
    ...world.framework.levels.map((id) => thing('FrameworkLevel', id)),
    thing('Crosswalk', world.framework.crosswalk),
    ...world.erasures.map(({ id, leader }) => thing('ErasureRequest', id, { self: ({ person }) => among(person, leader) })),
    ...world.identities.map(({ id, leader }) => thing('Identity', id, { self: ({ person }) => among(person, leader) })),
    ...world.merges.map(({ id, leader, merged }) =>
      thing('LeaderMerge', id, {
        self: ({ person }) => among(person, leader) || among(person, merged),
        employer: ({ organisations }) => {
          const both = [leader, merged].map((one) => {
            const own = posts.filter((post) => post.leader === one);
            return own.some(({ live, organisation }) => live && among(organisations, organisation)) ? 'theirs' : own.length === 0 ? 'newcomer' : 'another’s';
          });
          return both.includes('theirs') && !both.includes('another’s');
        },
      }),
    ),
    ...world.delegations.map(({ id, principal, deputy }) =>
      thing('Delegation', id, { self: ({ person }) => among(person, principal) || among(person, deputy) }),
    ),
    ...enrolments.map((enrolment) =>
      thing(
        'Enrolment',
        enrolment.id,
        { ...ofEnrolment(enrolment), panel: (ids) => among(ids.cohorts, enrolment.cohort) && underSelection(enrolment) },
        (property) => (property !== 'reason' ? undefined : enrolment.status === 'INTERRUPTED' ? 'interruption' : 'reason'),
      ),
    ),
    ...world.adjustments.map(({ id, leader, programme }) =>
      thing('Adjustment', id, { self: ({ person }) => among(person, leader), programme: ({ programmes }) => among(programmes, programme) }),
    ),
    ...enrolments
      .filter(({ status }) => status === 'INTERRUPTED' || status === 'WITHDRAWN')
      .map((enrolment) => {
        const { session = '' } = cohorts.find(({ id }) => id === enrolment.cohort) ?? {};
        return thing('Attendance', `${enrolment.id}:${session}`, ofEnrolment(enrolment));
      }),
  ];
}

/** What stands behind each reach when one person of the world has a role. */
export function idsOf(world: World, person: string): Ids {
  const managed = world.posts.filter(({ manager, live }) => manager === person && live);
  return {
    person: [person],
    leaders: managed.map(({ leader }) => leader),
    assignments: managed.map(({ id }) => id),
    programmes: world.leads.filter((lead) => lead.person === person).map(({ programme }) => programme),
    cohorts: world.panels.filter((member) => member.person === person).map(({ cohort }) => cohort),
  };
}

/** One for each role, and for each scope of it. */
export function personasOf(world: World, scopeCode: string): readonly Persona[] {
  const { leader, manager, lead, panelist } = world.asking;
  const recorded = (name: Role, id: string, ...more: Role[]): Persona => {
    const ids = idsOf(world, id);
    return { name, id, claims: [], roles: ['leader' as const, ...more].map((role) => ({ role, ids })) };
  };
  const claimed = (role: Claim['role'], number: number): Persona[] => {
    const id = `f0000000-0000-4000-8000-0000000000${number}`;
    const everywhere: Persona = { name: `${role}, national`, id: `${id}0`, claims: [{ role, scope: 'national' }], roles: [{ role, ids: {}, national: true }] };
    const scoped: Persona = {
      name: `${role}, of an organisation`,
      id: `${id}1`,
      claims: [{ role, scope: { organisations: [scopeCode] } }],
      roles: [{ role, ids: { organisations: world.scope } }],
    };
    return [everywhere, scoped];
  };
  return [
    recorded('leader', leader),
    recorded('line-manager', manager, 'line-manager'),
    recorded('programme-lead', lead, 'programme-lead'),
    recorded('panel-member', panelist, 'panel-member'),
    ...(['talent-partner', 'auditor', 'board-member', 'administrator'] as const).flatMap(claimed),
  ];
}

/** The groups of fields that a persona sees of a thing; none where it is not there for them. */
export function seenOf({ roles }: Persona, { resource, reached }: Thing): ReadonlySet<string> {
  return new Set(
    roles.flatMap(({ role, ids, national = false }) =>
      access.matrix.reachesOf[role]
        .filter((reach) => reach === 'public' || (national ? reach === 'national' : reach !== 'national' && reached(reach, ids)))
        .flatMap((reach) => access.matrix.groups(resource, { role, reach })),
    ),
  );
}
