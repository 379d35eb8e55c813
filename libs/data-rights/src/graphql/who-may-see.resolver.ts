import { type Deputy, deputiesOf } from '@app/account/read';
import {
  actorOf,
  ActorType,
  type At,
  DateScalar,
  describedEnum,
  loader,
  Needs,
  nodeId,
  PersonalText,
  ReadSources,
  RoleEnum,
  roleName,
  type RoleName,
  type Seen,
} from '@app/graphql-kit';
import type { Matrix, Reach, Sight } from '@app/identity';
import type { CalendarDate } from '@app/kernel';
import { LeaderRow } from '@app/leader/read';
import { organisations, OrganisationRow } from '@app/organisation/read';
import type { Moment } from '@app/read-model';
import { Field, ID, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { ResponsiblePeople } from './responsible-people.js';

type RelationshipName = Uppercase<Reach>;

const RelationshipEnum = describedEnum<RelationshipName>('AccessRelationship', 'How somebody stands to what they see.', {
  SELF: { description: 'It is about them.', en: 'Own record', cy: 'Cofnod personol' },
  REPORTS: { description: 'It is about somebody who reports to them.', en: 'Reporting line', cy: 'Llinell adrodd' },
  PROGRAMME: { description: 'It belongs to a programme that they lead.', en: 'Programme', cy: 'Rhaglen' },
  PANEL: { description: 'It is before a selection panel that they sit on.', en: 'Selection panel', cy: 'Panel dethol' },
  EMPLOYER: { description: 'It is about somebody whom an organisation of theirs employs.', en: 'Employer', cy: 'Cyflogwr' },
  ORGANISATION: { description: 'It belongs to an organisation of theirs, or one accountable to it.', en: 'Organisation', cy: 'Sefydliad' },
  NEWCOMER: { description: 'It is about somebody whom nobody employs yet.', en: 'Newly registered', cy: 'Newydd gofrestru' },
  RETURNER: {
    description: 'It is about somebody who came back to an organisation of theirs, and whom nobody employs now.',
    en: 'Returning',
    cy: 'Yn dychwelyd',
  },
  NATIONAL: { description: 'They have the role for the whole installation.', en: 'Everywhere', cy: 'Ym mhobman' },
  PUBLIC: { description: 'They have any role at all.', en: 'Anybody with a role', cy: 'Unrhyw un â rôl' },
});

@ObjectType('SeenFields', { description: 'Fields of one type that are seen.' })
class SeenFields {
  @Field(() => String, { description: 'The type, by its name in this schema.' })
  type: string;

  @Field(() => [String], { description: 'Its fields, by their names in this schema.' })
  fields: readonly string[];
}

@ObjectType('NamedPerson', { description: 'Somebody, as far as whoever asks may know who that is.' })
class NamedPerson {
  @Field(() => ActorType, { description: 'Who it is, as they are told of in timelines.' })
  person: At<ActorType>;

  @Field(() => PersonalText, { nullable: true, description: 'What they are called; null where they are known by their role alone.' })
  name: PersonalText | null;
}

@ObjectType('SightDeputy', {
  description: 'Somebody who acts in the name of one who stands in a role and relationship, and sees for a time what was delegated to them.',
})
class SightDeputy {
  @Field(() => ActorType, { description: 'Who it is.' })
  person: At<ActorType>;

  @Field(() => PersonalText, { nullable: true, description: 'What they are called.' })
  name: PersonalText | null;

  @Field(() => ActorType, { description: 'The one of `people` in whose name they act.' })
  inNameOf: At<ActorType>;

  @Field(() => ID, { description: 'The record of the one in whose name they act.', deprecationReason: 'Since 0.2: ask for `inNameOf`.' })
  onBehalfOf: string;

  @Field(() => DateScalar, { description: 'The last day, unless it is ended before.' })
  endsOn: CalendarDate;

  @Field(() => [SeenFields], { description: 'What is seen by them.' })
  sees: SeenFields[];
}

@ObjectType('Sight', { description: 'One way in which what is about a person can be seen now: a role, by a relationship.' })
class SightType {
  @Field(() => RoleEnum, { description: 'The role.' })
  role: RoleName;

  @Field(() => RelationshipEnum, { description: 'By which relationship.' })
  relationship: RelationshipName;

  @Field(() => [SeenFields], { description: 'What is seen by it.' })
  sees: SeenFields[];

  @Field(() => Int, {
    nullable: true,
    description: 'How many people stand in it now; null where the identity provider says who has the role, and this service knows nobody before they ask.',
  })
  count: number | null;

  @Field(() => [NamedPerson], { description: 'Who they are: line managers, programme leads and members of panels by name.' })
  people: NamedPerson[];

  @Field(() => [SightDeputy], { description: 'Who sees it in the name of one of these people, by a delegation that counts today.' })
  deputies: SightDeputy[];

  @Field(() => [OrganisationRow], {
    description: 'By which organisations: whoever has the role for one of these, or for one to which it is accountable.',
  })
  organisations: OrganisationRow[];
}

/** What each of its ways costs, and so a tenth of what a person does: everybody’s relationships, and all organisations, are gone through for each. */
const SOUGHT = 100;

/** How somebody is seen, and all deputies of those who stand so to anybody on the page. */
interface Told {
  readonly sights: readonly Sight[];
  readonly deputies: readonly Deputy[];
}

@Resolver(() => LeaderRow)
export class WhoMaySeeResolver {
  constructor(
    private readonly sources: ReadSources,
    private readonly responsible: ResponsiblePeople,
  ) {}

  @Needs()
  @ResolveField(() => [SightType], {
    complexity: SOUGHT,
    description:
      'Every role and relationship by which something about them can be seen now, and who or how many that is: by the same rules and relationships that every answer goes by.',
  })
  async whoMaySeeMe(@Parent() { moment, key, seesSight }: Seen<LeaderRow> & { readonly seesSight: boolean }): Promise<SightType[]> {
    if (!seesSight) return [];
    const { sights, deputies } = await loader<string, Told>(moment, 'leader.whoMaySeeMe', (people) => this.#seeing(moment, people)).load(key);
    return Promise.all(sights.map((sight) => this.#told(moment, sight, deputies)));
  }

  /** Of all whom a page tells it of: two queries. */
  async #seeing(moment: Moment, people: readonly string[]): Promise<Told[]> {
    const everyOrganisation = sql`select organisation.id from ${moment.snapshot.present.everyone(OrganisationRow)}`;
    const sights = await this.sources.access.sights(moment.snapshot, people, everyOrganisation);
    const deputies = await deputiesOf(
      moment,
      sights.flat().flatMap(({ recorded, people: standing }) => (recorded ? standing : [])),
    );
    return sights.map((of) => ({ sights: of, deputies }));
  }

  async #told(moment: Moment, sight: Sight, everyDeputy: readonly Deputy[]): Promise<SightType> {
    const { role, reach, sees, recorded, people, organisations: by } = sight;
    const { matrix } = this.sources.access;
    const found = await Promise.all(by.map((id) => organisations.find(moment, id)));
    const deputies = recorded
      ? everyDeputy.filter(({ principalId, roles }) => people.includes(principalId) && roles.some((delegated) => delegated === roleName(role)))
      : [];
    const delegated = deputies.length === 0 ? [] : seenFields(delegatedOf(sight, matrix), matrix);
    return {
      role: roleName(role),
      relationship: reach.toUpperCase() as RelationshipName,
      sees: seenFields(sees, matrix),
      count: recorded ? people.length : null,
      people: await Promise.all(people.map(async (id) => ({ person: actorOf(moment, id), name: await this.responsible.nameOf(moment, id, [role]) }))),
      deputies: await Promise.all(
        deputies.map(async ({ deputyId, principalId, endsOn }) => ({
          person: actorOf(moment, deputyId),
          name: await this.responsible.nameOfDeputy(moment, deputyId),
          inNameOf: actorOf(moment, principalId),
          onBehalfOf: nodeId('Leader', principalId, moment),
          endsOn,
          sees: delegated,
        })),
      ),
      organisations: found.filter((organisation) => organisation !== null),
    };
  }
}

/** What a deputy sees of what their principal does: not all of what is the principal's own. */
function delegatedOf({ role, reach, sees }: Sight, matrix: Matrix): Sight['sees'] {
  return sees
    .map(({ resource }) => ({ resource, groups: matrix.groups(resource, { role, reach, delegated: true }) }))
    .filter(({ groups }) => groups.length > 0);
}

function seenFields(sees: Sight['sees'], matrix: Matrix): SeenFields[] {
  return sees.map(({ resource, groups }) => ({ type: resource, fields: groups.flatMap((group) => matrix.resource(resource).groups[group] ?? []) }));
}
