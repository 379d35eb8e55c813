import { projecting } from '@app/read-model/testing';
import type { CohortEvent } from '../domain/cohort.events.js';
import type { ProgrammeEvent } from '../domain/programme.events.js';
import { programmeLeadProjection, selectionPanelMemberProjection } from './appointment.projection.js';
import type { ProgrammeLeadRow, SelectionPanelMemberRow } from './appointment.row.js';

const personId = '44444444-4444-4444-8444-444444444444';
const cohortId = '11111111-1111-4111-8111-111111111111';
const programmeId = '22222222-2222-4222-8222-222222222222';

describe('the table of programme leads', () => {
  it('has who leads on the day asked about', () => {
    const key = `${programmeId}:${personId}`;
    const tenure: ProgrammeEvent[] = [
      { type: 'ProgrammeLeadAppointed', data: { programmeId, personId }, effectiveOn: '2026-03-01' },
      { type: 'ProgrammeLeadStoodDown', data: { programmeId, personId }, effectiveOn: '2026-06-01' },
      { type: 'ProgrammeLeadAppointed', data: { programmeId, personId }, effectiveOn: '2026-09-01' },
    ];
    const table = projecting<ProgrammeEvent, ProgrammeLeadRow>(programmeLeadProjection).given(...tenure);
    const leads = (asOf: string) => table.row(key, { asOf }) !== undefined;
    expect(['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01', '2026-09-01'].map(leads)).toEqual([false, true, true, false, true]);
  });
});

describe('the table of selection panels', () => {
  it('has who sits on the day asked about', () => {
    const key = `${cohortId}:${personId}`;
    const data = { cohortId, programmeId, personId };
    const table = projecting<CohortEvent, SelectionPanelMemberRow>(selectionPanelMemberProjection).given(
      { type: 'SelectionPanelMemberAppointed', data, effectiveOn: '2026-03-01' },
      { type: 'SelectionPanelMemberReleased', data, effectiveOn: '2026-06-01' },
    );
    expect(table.row(key, { asOf: '2026-05-31' })).toMatchObject(data);
    expect(table.row(key, { asOf: '2026-06-01' })).toBeUndefined();
  });
});
