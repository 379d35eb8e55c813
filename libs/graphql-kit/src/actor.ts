import type { Role } from '@app/identity';
import type { Actor } from '@app/kernel';
import type { Moment } from '@app/read-model';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { describedEnum } from './names.js';
import { type At, nodeId } from './node.js';
import { ROLE_VALUES, type RoleName, roleName } from './operation/viewer.js';

export type ActingRole = RoleName | 'LOADER' | 'PROCESS_MANAGER' | 'OTHER';

export const ActingRoleEnum = describedEnum<ActingRole>('ActingRole', 'In which role something was recorded.', {
  ...ROLE_VALUES,
  LOADER: { description: 'What loads reference data.', en: 'Loading of reference data', cy: 'Llwytho data cyfeirio' },
  PROCESS_MANAGER: {
    description: 'The service itself, by what follows from something else.',
    en: 'The service itself',
    cy: 'Y gwasanaeth ei hun',
  },
  OTHER: { description: 'One of another release.', en: 'Another role', cy: 'Rôl arall' },
});

const known: ReadonlySet<string> = new Set(Object.keys(ActingRoleEnum));

/** The role that an event names, by its name in the schema. */
export function actingRole({ role }: Pick<Actor, 'role'>): ActingRole {
  const name = roleName(role as Role);
  return known.has(name) ? (name as ActingRole) : 'OTHER';
}

@ObjectType('Actor', { description: 'Who did something: a person by their record or their account, or the service itself.' })
export class ActorType {
  @Field(() => ID, {
    description:
      'Opaque, and the same in whatever they did that is read at one moment: it carries what was fixed of that, as the id of a thing does. `node` finds `leader`, and not this.',
  })
  id: string;

  /** Hidden: under which identifier they are recorded. */
  key: string;
}

/** Somebody by the identifier under which they are recorded. @param moment at which their record is looked for */
export function actorOf(moment: Moment, key: string): At<ActorType> {
  return { id: nodeId('Actor', key, moment), key, moment };
}

/** The same where there may be nobody. */
export const actorIfAny = (moment: Moment, key: string | null): At<ActorType> | null => (key === null ? null : actorOf(moment, key));
