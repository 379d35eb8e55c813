import type { Role } from '@app/identity';
import { rolesOf } from '@app/identity';
import { Context, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { describedEnum } from '../names.js';
import type { GraphqlContext } from './context.js';

const RoleEnum = describedEnum<RoleName>('Role', 'What somebody may be here. What each role sees and does is in docs/access.md.', {
  LEADER: 'A leader, as to their own record.',
  LINE_MANAGER: 'Who manages a post, as to the development of whoever holds it.',
  PROGRAMME_LEAD: 'Who runs a programme, as to it and whoever takes part.',
  PANEL_MEMBER: 'Who sits on the selection panel of a cohort, as to those who are considered for it.',
  TALENT_PARTNER: 'Who develops talent in an organisation, and in those accountable to it, or everywhere.',
  AUDITOR: 'Who may see what was recorded, when, by whom and why.',
  BOARD_MEMBER: 'Who may see figures, and nothing about one person.',
  ADMINISTRATOR: 'Who runs the installation.',
});
type Underscored<Name extends string> = Name extends `${infer One}-${infer Other}` ? `${One}_${Other}` : Name;
type RoleName = Uppercase<Underscored<Role>>;

@ObjectType('Viewer', { description: 'Who asks, as this service knows them.' })
class ViewerType {
  @Field(() => ID, { description: 'An opaque identifier: the one under which what they do is recorded.' })
  id: string;

  @Field(() => [RoleEnum], { description: 'Their roles, by what is recorded and what is claimed of them now; none means that nothing here is theirs to see.' })
  roles: readonly RoleName[];
}

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerType, { name: 'viewer', description: 'Who asks, and in which roles.' })
  async viewer(@Context() { actor, reads }: GraphqlContext): Promise<ViewerType> {
    const roles = rolesOf(await reads.viewer());
    return { id: actor.id, roles: roles.map((role) => role.toUpperCase().replaceAll('-', '_') as RoleName) };
  }
}
