import { type At, grouped, loader, type Seen } from '@app/graphql-kit';
import type { Moment } from '@app/read-model';
import { ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { CohortRow } from '../read-model/cohort.row.js';
import { ProgrammeLeadRow, SelectionPanelMemberRow } from '../read-model/appointment.row.js';
import { ProgrammeRow } from '../read-model/programme.row.js';

const MOST = 100;

@Resolver(() => ProgrammeRow)
export class ProgrammeLeadsResolver {
  @ResolveField(() => [ProgrammeLeadRow], { description: 'Who runs it, as far as that may be seen; at most 100.' })
  leads({ moment, key }: Seen<ProgrammeRow>): Promise<At<ProgrammeLeadRow>[]> {
    return loader<string, At<ProgrammeLeadRow>[]>(moment, 'programme.leads', async (keys) =>
      grouped(
        keys,
        at(
          moment,
          await moment.query<ProgrammeLeadRow>(sql`
            select lead.* from unnest(${[...keys]}::uuid[]) as asked (id) cross join lateral (
              select * from ${moment.from(ProgrammeLeadRow)} where programme_lead.programme_id = asked.id order by programme_lead.id limit ${MOST}
            ) as lead`),
        ),
        (row) => row.programmeId,
      ),
    ).load(key);
  }
}

@Resolver(() => CohortRow)
export class SelectionPanelResolver {
  @ResolveField(() => [SelectionPanelMemberRow], { description: 'Who selects among its applicants, as far as that may be seen; at most 100.' })
  selectionPanel({ moment, key }: Seen<CohortRow>): Promise<At<SelectionPanelMemberRow>[]> {
    return loader<string, At<SelectionPanelMemberRow>[]>(moment, 'cohort.selectionPanel', async (keys) =>
      grouped(
        keys,
        at(
          moment,
          await moment.query<SelectionPanelMemberRow>(sql`
            select member.* from unnest(${[...keys]}::uuid[]) as asked (id) cross join lateral (
              select * from ${moment.from(SelectionPanelMemberRow)}
              where selection_panel_member.cohort_id = asked.id order by selection_panel_member.id limit ${MOST}
            ) as member`),
        ),
        (row) => row.cohortId,
      ),
    ).load(key);
  }
}

const at = <Row extends object>(moment: Moment, rows: readonly Row[]): At<Row>[] => rows.map((row) => Object.assign(row, { moment }));
