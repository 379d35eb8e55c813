import type { Role } from '@app/identity';
import { rolesOf } from '@app/identity';
import { Context, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { describedEnum, type EnumValue } from '../names.js';
import type { GraphqlContext } from './context.js';

/** What each role is, and what it is called. */
export const ROLE_VALUES: Readonly<Record<RoleName, EnumValue>> = {
  LEADER: { description: 'A leader, as to their own record.', en: 'Leader', cy: 'Arweinydd' },
  LINE_MANAGER: { description: 'Who manages a post, as to the development of whoever holds it.', en: 'Line manager', cy: 'Rheolwr llinell' },
  PROGRAMME_LEAD: { description: 'Who runs a programme, as to it and whoever takes part.', en: 'Programme lead', cy: 'Arweinydd rhaglen' },
  PANEL_MEMBER: { description: 'Who sits on the selection panel of a cohort, as to those who are considered for it.', en: 'Panel member', cy: 'Aelod o banel' },
  TALENT_PARTNER: {
    description: 'Who develops talent in an organisation, and in those accountable to it, or everywhere.',
    en: 'Talent partner',
    cy: 'Partner talent',
  },
  AUDITOR: { description: 'Who may see what was recorded, when, by whom and why.', en: 'Auditor', cy: 'Archwilydd' },
  BOARD_MEMBER: { description: 'Who may see figures, and nothing about one person.', en: 'Board member', cy: 'Aelod o fwrdd' },
  ADMINISTRATOR: { description: 'Who runs the installation.', en: 'Administrator', cy: 'Gweinyddwr' },
};
export const RoleEnum = describedEnum<RoleName>('Role', 'What somebody may be here. What each role sees and does is in docs/access.md.', ROLE_VALUES);
type Underscored<Name extends string> = Name extends `${infer One}-${infer Other}` ? `${One}_${Other}` : Name;
export type RoleName = Uppercase<Underscored<Role>>;

/** A role by its name in the schema. */
export const roleName = (role: Role): RoleName => role.toUpperCase().replaceAll('-', '_') as RoleName;

@ObjectType('Viewer', { description: 'Who asks, as this service knows them.' })
export class ViewerType {
  @Field(() => ID, { description: 'An opaque identifier: the one under which what they do is recorded.' })
  id: string;

  @Field(() => [RoleEnum], { description: 'Their roles, by what is recorded and what is claimed of them now; none means that nothing here is theirs to see.' })
  roles: readonly RoleName[];

  @Field(() => ID, {
    nullable: true,
    description: 'Under which identifier the one is recorded in whose name they ask, where the header `on-behalf-of` says so: the roles are then of that one.',
    deprecationReason: 'Since 0.2: ask for `inNameOf`.',
  })
  onBehalfOf: string | null;
}

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerType, {
    name: 'viewer',
    description: 'Who asks, and in which roles, now: what `at(after: …)` in the same operation waits for is known to it as well.',
  })
  async viewer(@Context() { actor, reads }: GraphqlContext): Promise<ViewerType> {
    const roles = rolesOf(await reads.viewer());
    return { id: actor.id, roles: roles.map(roleName), onBehalfOf: actor.onBehalfOf ?? null };
  }
}
