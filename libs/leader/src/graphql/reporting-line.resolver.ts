import { actorOf, ActorType, aligned, type At, loader, Personal, PersonalText, type Seen, withheldText } from '@app/graphql-kit';
import { ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { AssignmentRow, LeaderRow } from '../read-model/leader.row.js';
import { ReportingLineRow } from '../read-model/reporting-line.row.js';
import { knownAs, leaders } from '../read.js';

@Resolver(() => AssignmentRow)
export class AssignmentLineResolver {
  @ResolveField(() => ReportingLineRow, { nullable: true, description: 'To whom its holder reports in it, where that is on record and may be seen.' })
  reportingLine({ moment, key }: Seen<AssignmentRow>): Promise<At<ReportingLineRow> | null> {
    return loader<string, At<ReportingLineRow> | null>(moment, 'assignment.reportingLine', async (keys) => {
      const rows = await moment.query<ReportingLineRow>(sql`select * from ${moment.from(ReportingLineRow)} where id = any(${[...keys]}::uuid[])`);
      return aligned(
        keys,
        rows.map((row) => Object.assign(row, { moment })),
        ({ id }) => id,
      );
    }).load(key);
  }
}

@Resolver(() => ReportingLineRow)
export class ReportingLineResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => PersonalText, {
    nullable: true,
    description: 'What the manager is called, for whom they manage; others see as much of the manager as they may.',
  })
  async managerName({ moment, managerId, seesName }: At<ReportingLineRow> & { readonly seesName: boolean }): Promise<PersonalText | null> {
    return seesName ? knownAs(moment, this.personal, managerId) : withheldText;
  }

  @ResolveField(() => LeaderRow, { nullable: true, description: 'The manager, where they may be seen.' })
  manager({ moment, managerId }: At<ReportingLineRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, managerId);
  }

  @ResolveField(() => ActorType, { description: 'The manager, whether or not their record may be seen.' })
  managedBy({ moment, managerId }: At<ReportingLineRow>): At<ActorType> {
    return actorOf(moment, managerId);
  }
}
