import type { At, Seen } from '@app/graphql-kit';
import { LeaderRow, leaders } from '@app/leader/read';
import { ProgrammeLeadRow, SelectionPanelMemberRow } from '@app/programme/read';
import { ResolveField, Resolver } from '@nestjs/graphql';

@Resolver(() => ProgrammeLeadRow)
export class ProgrammeLeadResolver {
  @ResolveField(() => LeaderRow, { nullable: true, description: 'The person, where they may be seen.' })
  leader({ moment, personId }: At<ProgrammeLeadRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, personId);
  }
}

@Resolver(() => SelectionPanelMemberRow)
export class SelectionPanelMemberResolver {
  @ResolveField(() => LeaderRow, { nullable: true, description: 'The person, where they may be seen.' })
  leader({ moment, personId }: At<SelectionPanelMemberRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, personId);
  }
}
