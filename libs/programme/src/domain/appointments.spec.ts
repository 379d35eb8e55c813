import { deciding, metaFor } from '@app/kernel/testing';
import { AppointProgrammeLead, appointLead } from './appoint-programme-lead.js';
import { appointPanelMember, AppointSelectionPanelMember } from './appoint-selection-panel-member.js';
import type { CohortEvent } from './cohort.events.js';
import { cohort } from './cohort.js';
import type { Person } from './person.js';
import type { ProgrammeEvent } from './programme.events.js';
import { programme } from './programme.js';
import { releasePanelMember, ReleaseSelectionPanelMember } from './release-selection-panel-member.js';
import { standDown, StandDownProgrammeLead } from './stand-down-programme-lead.js';

const PERSON = '44444444-4444-4444-8444-444444444444';
const COHORT = '11111111-1111-4111-8111-111111111111';
const PROGRAMME = '22222222-2222-4222-8222-222222222222';
const registered: Person = { status: 'registered' };
const OTHER = '55555555-5555-4555-8555-555555555555';
const early = metaFor({ effectiveOn: '2026-02-28' });
/** A command that states the day from which it holds, of a fact that holds from another. */
const stated = metaFor({ stated: { effectiveOn: '2026-03-02' } });
const otherwise = { field: 'effectiveOn', recordedOn: '2026-03-01' };

describe('leading a programme', () => {
  const published: ProgrammeEvent = {
    type: 'ProgrammePublished',
    data: { programmeId: PROGRAMME, code: 'p', name: { en: 'P' }, nation: 'WALES', level: 'SENIOR', provider: 'HEIW' },
  };
  const input = { programmeId: PROGRAMME, personId: PERSON };
  const appointed: ProgrammeEvent = { type: 'ProgrammeLeadAppointed', data: input };
  const stoodDown: ProgrammeEvent = { type: 'ProgrammeLeadStoodDown', data: input };
  const appoint = new AppointProgrammeLead(metaFor(), input);
  const leave = new StandDownProgrammeLead(metaFor(), input);
  const given = deciding(programme, appointLead, registered);
  const leading = deciding(programme, standDown);

  it('begins with an appointment', () => given(published).when(appoint).thenRecorded(appointed));
  it('is recorded once', () => given(published, appointed).when(appoint).thenNothing());
  it('may be dated back', () =>
    given(published, { ...appointed, effectiveOn: '2026-03-05' })
      .when(appoint)
      .thenRecorded(appointed));
  it('may begin again', () => given(published, appointed, stoodDown).when(appoint).thenRecorded(appointed));
  it('may not begin again before it ended', () =>
    given(published, appointed, { ...stoodDown, effectiveOn: '2026-03-05' })
      .when(appoint)
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
  it('is refused before the programme is there', () =>
    given(published).when(new AppointProgrammeLead(early, input)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
  it('is refused for an unknown programme or person', () => {
    given().when(appoint).thenRefused('PROGRAMME_NOT_FOUND');
    deciding(programme, appointLead, { status: 'none' } as const)(published)
      .when(appoint)
      .thenRefused('PERSON_NOT_FOUND');
  });

  it('is refused for who was erased, and under an id that was merged, naming the one that goes on', () => {
    deciding(programme, appointLead, { status: 'erased' } as const)(published)
      .when(appoint)
      .thenRefused('PERSON_NOT_FOUND');
    deciding(programme, appointLead, { status: 'merged', survivorId: OTHER } as const)(published)
      .when(appoint)
      .thenRefused('PERSON_MERGED', { survivorId: OTHER });
  });
  it('begins and ends once from one day on, whatever others do', () => {
    const others = { data: { ...input, personId: OTHER }, effectiveOn: '2026-03-05' };
    given(published, appointed, { type: 'ProgrammeLeadAppointed', ...others })
      .when(new AppointProgrammeLead(stated, input))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', otherwise);
    leading(published, appointed, { type: 'ProgrammeLeadAppointed', ...others }, stoodDown, { type: 'ProgrammeLeadStoodDown', ...others })
      .when(new StandDownProgrammeLead(stated, input))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', otherwise);
  });
  it('knows of nobody who stood down without having led', () => {
    leading(published, stoodDown).when(leave).thenRefused('NOT_A_PROGRAMME_LEAD');
    leading(stoodDown).when(leave).thenRefused('PROGRAMME_NOT_FOUND');
  });

  it('ends when they stand down', () => leading(published, appointed).when(leave).thenRecorded(stoodDown));
  it('ends once', () => leading(published, appointed, stoodDown).when(leave).thenNothing());
  it('cannot end for who never led', () => {
    leading(published).when(leave).thenRefused('NOT_A_PROGRAMME_LEAD');
    leading().when(leave).thenRefused('PROGRAMME_NOT_FOUND');
  });
  it('cannot end before it began', () =>
    leading(published, appointed).when(new StandDownProgrammeLead(early, input)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});

describe('sitting on a selection panel', () => {
  const opened: CohortEvent = {
    type: 'CohortOpened',
    data: {
      cohortId: COHORT,
      programmeId: PROGRAMME,
      name: 'Cohort 1',
      capacity: 1,
      startsOn: '2026-04-01',
      endsOn: '2026-12-18',
      deliveryLanguage: 'WELSH',
      offerDays: 14,
      automaticPromotion: true,
    },
  };
  const cancelled: CohortEvent = { type: 'CohortCancelled', data: { cohortId: COHORT, programmeId: PROGRAMME } };
  const input = { cohortId: COHORT, personId: PERSON };
  const data = { ...input, programmeId: PROGRAMME };
  const appointed: CohortEvent = { type: 'SelectionPanelMemberAppointed', data };
  const released: CohortEvent = { type: 'SelectionPanelMemberReleased', data };
  const appoint = new AppointSelectionPanelMember(metaFor(), input);
  const release = new ReleaseSelectionPanelMember(metaFor(), input);
  const given = deciding(cohort, appointPanelMember, registered);
  const sitting = deciding(cohort, releasePanelMember);

  it('begins with an appointment', () => given(opened).when(appoint).thenRecorded(appointed));
  it('is recorded once', () => given(opened, appointed).when(appoint).thenNothing());
  it('may begin again', () => given(opened, appointed, released).when(appoint).thenRecorded(appointed));
  it('is refused where there is nothing to select for', () => {
    given().when(appoint).thenRefused('COHORT_NOT_FOUND');
    given(opened, cancelled).when(appoint).thenRefused('COHORT_CANCELLED');
  });
  it('is refused for an unknown person', () =>
    deciding(cohort, appointPanelMember, { status: 'none' } as const)(opened)
      .when(appoint)
      .thenRefused('PERSON_NOT_FOUND'));

  it('is refused once the cohort is over, and not on its last day', () => {
    const on = (effectiveOn: string) => new AppointSelectionPanelMember(metaFor({ effectiveOn }), input);
    given(opened).when(on('2026-12-19')).thenRefused('COHORT_ENDED', { endsOn: '2026-12-18' });
    given(opened).when(on('2026-12-18')).thenRecorded(appointed);
  });
  it('begins and ends once from one day on, whatever others do', () => {
    const others = { data: { ...data, personId: OTHER }, effectiveOn: '2026-03-05' };
    given(opened, appointed, { type: 'SelectionPanelMemberAppointed', ...others })
      .when(new AppointSelectionPanelMember(stated, input))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', otherwise);
    sitting(opened, appointed, { type: 'SelectionPanelMemberAppointed', ...others }, released, { type: 'SelectionPanelMemberReleased', ...others })
      .when(new ReleaseSelectionPanelMember(stated, input))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', otherwise);
  });
  it('cannot end before it began', () =>
    sitting(opened, appointed).when(new ReleaseSelectionPanelMember(early, input)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));

  it('ends with a release, also from a cohort that is cancelled', () => {
    sitting(opened, appointed).when(release).thenRecorded(released);
    sitting(opened, appointed, cancelled).when(release).thenRecorded(released);
  });
  it('ends once', () => sitting(opened, appointed, released).when(release).thenNothing());
  it('cannot end for who never sat on it', () => sitting(opened).when(release).thenRefused('NOT_ON_SELECTION_PANEL'));
});
