import {
  actorIfAny,
  ActorType,
  type At,
  type GraphqlContext,
  grouped,
  loader,
  NodeSources,
  Personal,
  PersonalText,
  type Seen,
  ViewerType,
} from '@app/graphql-kit';
import type { SealedValue } from '@app/kernel';
import { leaders, LeaderRow } from '@app/leader/read';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { IdentityRow } from '../read-model/identity.row.js';
import { atPresent, identities, seenIdentity } from '../read.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Sealed when it was stored: a row never holds a value that is yet to be sealed. */
const sealed = (value: unknown) => value as SealedValue<string> | null;

@Resolver(() => ViewerType)
export class ViewerLeaderResolver {
  @ResolveField(() => LeaderRow, {
    nullable: true,
    description: 'Their own record, where there is one; that of whom they act for, where they act for somebody else.',
  })
  async leader(@Parent() { id, onBehalfOf }: ViewerType, @Context() { reads }: GraphqlContext): Promise<Seen<LeaderRow> | null> {
    const person = onBehalfOf ?? id;
    return UUID.test(person) ? leaders.find(await reads.at({}), person) : null;
  }

  @ResolveField(() => ActorType, {
    nullable: true,
    description: 'In whose name they ask, where the header `on-behalf-of` says so: the roles are then of that one.',
  })
  async inNameOf(@Parent() { onBehalfOf }: ViewerType, @Context() { reads }: GraphqlContext): Promise<At<ActorType> | null> {
    return actorIfAny(await reads.at({}), onBehalfOf);
  }
}

@Resolver(() => LeaderRow)
export class LeaderIdentitiesResolver {
  constructor(nodes: NodeSources) {
    nodes.register(identities);
  }

  @ResolveField(() => [IdentityRow], {
    description: 'By which accounts of identity providers they sign in: for themselves and administrators, and empty for everybody else.',
  })
  identities({ moment, key }: Seen<LeaderRow>): Promise<Seen<IdentityRow>[]> {
    const present = atPresent(moment);
    return loader<string, Seen<IdentityRow>[]>(moment, 'leader.identities', async (keys) => {
      const rows = await present.query<At<IdentityRow>>(
        sql`select * from ${present.from(IdentityRow)} where identity.leader_id = any(${[...keys]}::uuid[]) order by identity.linked_on, identity.id`,
        { moment },
      );
      return grouped(keys, rows.map(seenIdentity<IdentityRow>), ({ leaderId }) => leaderId);
    }).load(key);
  }
}

@Resolver(() => IdentityRow)
export class IdentityResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => LeaderRow, { nullable: true, description: 'Whose it is.' })
  leader({ moment, leaderId }: Seen<IdentityRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, leaderId);
  }

  @ResolveField(() => PersonalText, { description: 'The identity provider’s address.' })
  issuer({ moment, issuer }: Seen<IdentityRow>): ReturnType<Personal['openNow']> {
    return this.personal.openNow(moment, sealed(issuer));
  }

  @ResolveField(() => PersonalText, { description: 'What the provider calls them.' })
  subject({ moment, subject }: Seen<IdentityRow>): ReturnType<Personal['openNow']> {
    return this.personal.openNow(moment, sealed(subject));
  }
}
