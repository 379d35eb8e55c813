import { type At, Personal, PersonalText, type Seen } from '@app/graphql-kit';
import { knownAs, LeaderRow, leaders } from '@app/leader/read';
import { ProgrammeLeadRow, SelectionPanelMemberRow } from '@app/programme/read';
import { ResolveField, Resolver } from '@nestjs/graphql';

@Resolver(() => ProgrammeLeadRow)
export class ProgrammeLeadResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => PersonalText, { nullable: true, description: 'What the person is called: whoever sees the office knows who holds it.' })
  name({ moment, personId }: At<ProgrammeLeadRow>): Promise<PersonalText | null> {
    return knownAs(moment, this.personal, personId);
  }

  @ResolveField(() => LeaderRow, { nullable: true, description: 'The person, where they may be seen.' })
  leader({ moment, personId }: At<ProgrammeLeadRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, personId);
  }
}

@Resolver(() => SelectionPanelMemberRow)
export class SelectionPanelMemberResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => PersonalText, { nullable: true, description: 'What the person is called: whoever sees the office knows who holds it.' })
  name({ moment, personId }: At<SelectionPanelMemberRow>): Promise<PersonalText | null> {
    return knownAs(moment, this.personal, personId);
  }

  @ResolveField(() => LeaderRow, { nullable: true, description: 'The person, where they may be seen.' })
  leader({ moment, personId }: At<SelectionPanelMemberRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, personId);
  }
}
