import { actorOf, ActorType, type At, type Seen } from '@app/graphql-kit';
import { LeaderRow, leaders } from '@app/leader/read';
import { ProgrammeLeadRow, SelectionPanelMemberRow } from '@app/programme/read';
import { ResolveField, Resolver } from '@nestjs/graphql';

@Resolver(() => ProgrammeLeadRow)
export class ProgrammeLeadResolver {
  @ResolveField(() => LeaderRow, { nullable: true, description: 'The person, where they may be seen.' })
  leader({ moment, personId }: At<ProgrammeLeadRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, personId);
  }

  @ResolveField(() => ActorType, { description: 'The person, whether or not their record may be seen.' })
  person({ moment, personId }: At<ProgrammeLeadRow>): At<ActorType> {
    return actorOf(moment, personId);
  }
}

@Resolver(() => SelectionPanelMemberRow)
export class SelectionPanelMemberResolver {
  @ResolveField(() => LeaderRow, { nullable: true, description: 'The person, where they may be seen.' })
  leader({ moment, personId }: At<SelectionPanelMemberRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, personId);
  }

  @ResolveField(() => ActorType, { description: 'The person, whether or not their record may be seen.' })
  person({ moment, personId }: At<SelectionPanelMemberRow>): At<ActorType> {
    return actorOf(moment, personId);
  }
}
