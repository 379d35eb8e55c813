import { deciding, metaFor } from '@app/kernel/testing';
import {
  COHORT,
  cohort,
  early,
  eligible,
  endorsed,
  ENROLMENT,
  ineligible,
  LEADER,
  nominated,
  notSelected,
  OTHER_ENROLMENT,
  PROGRAMME,
  ref,
  shortlisted,
  sponsor,
  STAGES,
  stateAfter,
  submitted,
  text,
  way,
} from '../testing/journey.js';
import { apply, ApplyForCohort } from './apply-for-cohort.js';
import type { BeginFacts } from './begin.js';
import { endorse, EndorseApplication } from './endorse-application.js';
import { enrolment } from './enrolment.js';
import { nominate, NominateLeader } from './nominate-leader.js';
import { notSelect, NotSelectApplicant } from './not-select-applicant.js';
import { offer, OfferPlace } from './offer-place.js';
import { screen, ScreenApplicant } from './screen-applicant.js';
import { shortlist, ShortlistApplicant } from './shortlist-applicant.js';

const known: BeginFacts = {
  cohort,
  leader: { status: 'registered', since: '2026-03-01' },
  assignment: { status: 'started', leaderId: LEADER, organisationId: sponsor.organisationId, since: '2026-03-01' },
};
const input = { cohortId: COHORT, leaderId: LEADER, assignmentId: sponsor.assignmentId };
const others = (...stages: string[]) => STAGES.filter((stage) => stage !== 'none' && !stages.includes(stage));

describe('applying for a cohort', () => {
  const given = deciding(enrolment, apply, known);
  const knowing = (facts: Partial<BeginFacts>) => deciding(enrolment, apply, { ...known, ...facts })();
  const command = new ApplyForCohort(metaFor(), input);

  it('records the application, with the post that sponsors it', () => given().when(command).thenRecorded(submitted()));
  it('seals the statement', () =>
    given()
      .when(new ApplyForCohort(metaFor(), { ...input, statement: 'I lead a night shift.' }))
      .thenRecorded({ type: 'ApplicationSubmitted', data: { ...ref, ...sponsor, application: 1, statement: text('I lead a night shift.') } }));
  it('continues a nomination', () => given(nominated).when(command).thenRecorded(submitted(1)));
  it.each(['ineligible', 'notSelected', 'declined', 'lapsed', 'withdrawn'] as const)('counts as another application once %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRecorded(submitted(2)),
  );
  it.each(['applied', 'eligible', 'shortlisted', 'offered', 'waitlisted', 'accepted', 'enrolled', 'inProgress', 'interrupted'] as const)(
    'is refused while %s',
    (stage) =>
      given(...way[stage])
        .when(command)
        .thenRefused('ALREADY_APPLIED', { status: stage }),
  );
  it.each(['completed', 'awarded'] as const)('is refused once %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRefused('ALREADY_COMPLETED'),
  );
  it.each(['deferred', 'transferred', 'notCompleted', 'closed'] as const)('is refused once %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRefused('ENROLMENT_ENDED', { status: stage }),
  );

  it('is refused for a cohort that is unknown or cancelled', () => {
    knowing({ cohort: { status: 'none' } })
      .when(command)
      .thenRefused('COHORT_NOT_FOUND');
    knowing({ cohort: { ...cohort, status: 'cancelled' } as BeginFacts['cohort'] })
      .when(command)
      .thenRefused('COHORT_CANCELLED');
  });
  it('is refused for an unknown leader', () =>
    knowing({ leader: { status: 'none' } })
      .when(command)
      .thenRefused('LEADER_NOT_FOUND'));
  it('is refused for a leader who was erased', () =>
    knowing({ leader: { status: 'erased', since: '2026-03-01' } })
      .when(command)
      .thenRefused('LEADER_ERASED'));
  it('is refused for who has withdrawn participation, until they agree again', () =>
    knowing({ leader: { status: 'registered', since: '2026-03-01', withdrawnOn: '2026-03-02' } })
      .when(command)
      .thenRefused('PARTICIPATION_WITHDRAWN', { since: '2026-03-02' }));
  it('is refused on a record that was merged, naming the one that goes on', () =>
    knowing({ leader: { status: 'merged', since: '2026-03-01', survivorId: OTHER_ENROLMENT } })
      .when(command)
      .thenRefused('LEADER_MERGED', { survivorId: OTHER_ENROLMENT }));
  it('is refused where a record that was merged into theirs has applied or completed', () => {
    knowing({ elsewhere: [stateAfter(way.offered)] })
      .when(command)
      .thenRefused('ALREADY_APPLIED', { status: 'offered' });
    for (const stage of ['completed', 'awarded'] as const)
      knowing({ elsewhere: [stateAfter(way[stage])] })
        .when(command)
        .thenRefused('ALREADY_COMPLETED');
    knowing({ elsewhere: [stateAfter(way.withdrawn)] })
      .when(command)
      .thenRecorded(submitted());
  });
  it('is refused with a post that is unknown, another’s or over', () => {
    const assignment = known.assignment as Extract<BeginFacts['assignment'], { status: 'started' }>;
    knowing({ assignment: { status: 'none' } })
      .when(command)
      .thenRefused('ASSIGNMENT_NOT_FOUND');
    knowing({ assignment: { ...assignment, leaderId: COHORT } })
      .when(command)
      .thenRefused('ASSIGNMENT_OF_ANOTHER_LEADER');
    knowing({ assignment: { ...assignment, lastDay: '2026-03-01' } })
      .when(command)
      .thenRefused('ASSIGNMENT_ENDED', { effectiveOn: '2026-03-02', lastDay: '2026-03-01' });
    knowing({ assignment: { ...assignment, lastDay: '2026-03-02' } })
      .when(command)
      .thenRecorded(submitted());
  });
  it('is refused before cohort, leader, post or an earlier application', () => {
    const tooEarly = new ApplyForCohort(early, input);
    given().when(tooEarly).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    const ancient: BeginFacts = JSON.parse(JSON.stringify(known).replaceAll('2026-03-01', '2020-01-01'));
    deciding(enrolment, apply, ancient)().when(tooEarly).thenRecorded(submitted());
    deciding(
      enrolment,
      apply,
      ancient,
    )(...way.withdrawn)
      .when(tooEarly)
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    deciding(enrolment, apply, ancient)(nominated).when(tooEarly).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    for (const fact of ['cohort', 'leader', 'assignment'] as const)
      deciding(enrolment, apply, { ...ancient, [fact]: known[fact] })()
        .when(tooEarly)
        .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
  it('is possible to the last day of the cohort', () => {
    knowing({ cohort: { ...cohort, endsOn: '2026-03-02' } as BeginFacts['cohort'] })
      .when(command)
      .thenRecorded(submitted());
    knowing({ cohort: { ...cohort, endsOn: '2026-03-01' } as BeginFacts['cohort'] })
      .when(command)
      .thenRefused('COHORT_ENDED', { endsOn: '2026-03-01' });
  });
});

describe('nominating a leader', () => {
  const given = deciding(enrolment, nominate, known, new Set<string>());
  const command = new NominateLeader(metaFor(), input);

  it('records the nomination', () => given().when(command).thenRecorded(nominated));
  it('is refused while one is under way', () => {
    given(nominated).when(command).thenRefused('ALREADY_APPLIED', { status: 'nominated' });
    given(submitted()).when(command).thenRefused('ALREADY_APPLIED', { status: 'applied' });
  });
  it('is refused to the leader, whichever account they use', () =>
    deciding(enrolment, nominate, known, new Set([LEADER]))()
      .when(command)
      .thenRefused('OWN_RECORD'));
});

describe('endorsing an application', () => {
  const given = deciding(enrolment, endorse);
  const command = new EndorseApplication(metaFor(), { enrolmentId: ENROLMENT });

  it.each(['nominated', 'applied', 'eligible', 'shortlisted'] as const)('is possible once, while %s', (stage) => {
    given(...way[stage])
      .when(command)
      .thenRecorded(endorsed);
    given(...way[stage], endorsed)
      .when(command)
      .thenNothing();
  });
  it('seals what is said', () =>
    given(submitted())
      .when(new EndorseApplication(metaFor(), { enrolmentId: ENROLMENT, comment: 'Ready.' }))
      .thenRecorded({ type: 'ApplicationEndorsed', data: { ...ref, comment: text('Ready.') } }));
  it('is needed anew for another application', () => given(submitted(), endorsed, ineligible, submitted(2)).when(command).thenRecorded(endorsed));
  it('is refused once selection is over', () =>
    given(...way.offered)
      .when(command)
      .thenRefused('NOT_UNDER_CONSIDERATION', { status: 'offered' }));
  it('is refused where there is no enrolment', () => given().when(command).thenRefused('ENROLMENT_NOT_FOUND'));
});

describe('screening an applicant', () => {
  const given = deciding(enrolment, screen, undefined);
  const finding = (eligible: boolean, other: object = {}) => new ScreenApplicant(metaFor(), { enrolmentId: ENROLMENT, eligible, ...other });

  it.each(['nominated', 'applied'] as const)('finds who is %s eligible or not', (stage) => {
    given(...way[stage])
      .when(finding(true))
      .thenRecorded(eligible);
    given(...way[stage])
      .when(finding(false))
      .thenRecorded(ineligible);
  });
  it('seals the reason, and names the programme that would suit', () =>
    deciding(enrolment, screen, { status: 'published' })(submitted())
      .when(finding(false, { reason: 'No team yet', signpostedTo: PROGRAMME }))
      .thenRecorded({ type: 'ApplicantFoundIneligible', data: { ...ref, reason: text('No team yet'), signpostedTo: PROGRAMME } }));
  it('is refused with a programme that is not there', () =>
    deciding(enrolment, screen, { status: 'none' })(submitted())
      .when(finding(false, { signpostedTo: PROGRAMME }))
      .thenRefused('SIGNPOSTED_PROGRAMME_NOT_FOUND'));
  it('records the same finding once', () => {
    given(...way.eligible)
      .when(finding(true))
      .thenNothing();
    given(...way.ineligible)
      .when(finding(false))
      .thenNothing();
  });
  it('is refused where it was found otherwise', () => {
    given(...way.eligible)
      .when(finding(false))
      .thenRefused('NOT_AWAITING_SCREENING', { status: 'eligible' });
    given(...way.ineligible)
      .when(finding(true))
      .thenRefused('NOT_AWAITING_SCREENING', { status: 'ineligible' });
  });
});

describe('shortlisting an applicant', () => {
  const given = deciding(enrolment, shortlist);
  const command = new ShortlistApplicant(metaFor(), { enrolmentId: ENROLMENT });

  it('records it once, after eligibility', () => {
    given(...way.eligible)
      .when(command)
      .thenRecorded(shortlisted);
    given(...way.shortlisted)
      .when(command)
      .thenNothing();
  });
  it.each(others('eligible', 'shortlisted') as 'applied'[])('is refused while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRefused('NOT_FOUND_ELIGIBLE', { status: stage }),
  );
  it('is refused before eligibility', () =>
    given(...way.eligible)
      .when(new ShortlistApplicant(early, { enrolmentId: ENROLMENT }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});

describe('not selecting an applicant', () => {
  const given = deciding(enrolment, notSelect);
  const command = new NotSelectApplicant(metaFor(), { enrolmentId: ENROLMENT });

  it.each(['nominated', 'applied', 'eligible', 'shortlisted'] as const)('is possible while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRecorded(notSelected),
  );
  it('records it once', () =>
    given(...way.notSelected)
      .when(command)
      .thenNothing());
  it('is refused once a place was offered', () =>
    given(...way.offered)
      .when(command)
      .thenRefused('NOT_UNDER_CONSIDERATION', { status: 'offered' }));
});

describe('offering a place', () => {
  const command = new OfferPlace(metaFor(), { enrolmentId: ENROLMENT });
  const asking = (stage: keyof typeof way, answered = false) => offer(command, stateAfter(way[stage]), answered);

  it.each(['shortlisted', 'offered', 'waitlisted'] as const)('asks the cohort while %s', (stage) => expect(asking(stage)).toStrictEqual(ref));
  it('gets the same answer again, however the enrolment went on', () => expect(asking('withdrawn', true)).toStrictEqual(ref));
  it('is refused for anyone else', () => {
    expect(() => asking('none')).toThrow('ENROLMENT_NOT_FOUND');
    expect(() => asking('none', true)).toThrow('ENROLMENT_NOT_FOUND');
    for (const stage of others('shortlisted', 'offered', 'waitlisted')) expect(() => asking(stage as 'applied')).toThrow('NOT_SHORTLISTED');
  });
});
