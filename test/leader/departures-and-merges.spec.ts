import {
  AcceptOffer,
  ApplyForCohort,
  DeferEnrolment,
  EnrolLeader,
  enrolmentIdOf,
  NominateLeader,
  OfferPlace,
  ScreenApplicant,
  ShortlistApplicant,
  WithdrawEnrolment,
} from '@app/enrolment/commands';
import { derivedId } from '@app/kernel';
import {
  AgreeParticipation,
  LeaveEmployer,
  RegisterLeader,
  ReturnToEmployer,
  StartAssignment,
  UndoLeaderMerge,
  WithdrawParticipation,
} from '@app/leader/commands';
import { RegisterOrganisation } from '@app/organisation/commands';
import { OpenCohort, PublishProgramme } from '@app/programme/commands';
import fc from 'fast-check';
import { faultsOf, standingAfter } from './support/standing.js';
import { TODAY, Town } from './support/town.js';

const named = (name: string) => derivedId('0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d', name);
const PEOPLE = ['ann', 'bob', 'cat', 'dai'].map(named);
const COHORTS = ['spring', 'autumn'].map(named);
const EMPLOYERS = ['board', 'trust'].map(named);
const BEGINNING = '2026-01-01';

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Whom there is, where they work, and two cohorts of one programme with two places and one. */
async function founded(without: readonly string[] = []): Promise<Town> {
  const town = await Town.open(without);
  for (const id of EMPLOYERS) {
    await town.record(RegisterOrganisation, { organisationId: id, code: id.slice(0, 8), name: { en: 'Employer' }, sector: 'NHS', nation: 'WALES' }, BEGINNING);
  }
  for (const leaderId of PEOPLE) {
    await town.record(RegisterLeader, { leaderId, legalName: 'Ann', sortName: 'Ann', language: 'en' }, BEGINNING);
    for (const organisationId of EMPLOYERS) await start(town, leaderId, organisationId, 0);
  }
  const programmeId = named('programme');
  const about = { code: 'programme', name: { en: 'Programme' }, nation: 'WALES', level: 'SENIOR', provider: 'HEIW' } as const;
  await town.record(PublishProgramme, { programmeId, ...about }, BEGINNING);
  for (const [index, cohortId] of COHORTS.entries()) {
    const days = { startsOn: '2026-04-01', endsOn: '2026-12-01' };
    await town.record(OpenCohort, { cohortId, programmeId, name: 'Cohort', capacity: 2 - index, deliveryLanguage: 'WELSH', ...days }, BEGINNING);
  }
  return town;
}

const post = (leaderId: string, organisationId: string, number: number) => named(`${leaderId} ${organisationId} ${number}`);
const start = (town: Town, leaderId: string, organisationId: string, number: number, effectiveOn = BEGINNING) =>
  town.send(
    StartAssignment,
    { assignmentId: post(leaderId, organisationId, number), leaderId, organisationId, post: 'Manager', wtePercent: 50, basis: 'SUBSTANTIVE' },
    effectiveOn,
  );

const DAYS = ['2026-02-01', '2026-02-15', '2026-03-01', TODAY] as const;
const number = fc.nat(11);
/** What may happen, of anybody, anywhere, on any day; much of it is refused. */
const happening = fc.record({
  kind: fc.constantFrom(
    ...(['apply', 'apply', 'nominate', 'step', 'step', 'step', 'step', 'drop', 'defer'] as const),
    ...(['withdraw', 'agree', 'leave', 'return', 'merge', 'merge', 'undo', 'settle', 'settle'] as const),
  ),
  who: number,
  other: number,
  cohort: number,
  employer: number,
  day: fc.constantFrom(...DAYS),
  kills: fc.array(fc.boolean(), { maxLength: 6 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

async function happens(town: Town, { kind, who, other, cohort, employer, day, kills }: Happening, turn: number): Promise<void> {
  const [leaderId, mergedId, cohortId, organisationId] = [at(PEOPLE, who), at(PEOPLE, other), at(COHORTS, cohort), at(EMPLOYERS, employer)];
  const enrolmentId = enrolmentIdOf(cohortId, leaderId);
  const posts = Array.from({ length: turn + 1 }, (_, index) => post(leaderId, organisationId, turn - index));
  switch (kind) {
    case 'apply':
    case 'nominate':
      // In whichever post they hold there, the newest first.
      for (const assignmentId of posts) {
        const code = await town.send(kind === 'apply' ? ApplyForCohort : NominateLeader, { cohortId, leaderId, assignmentId }, day);
        if (code !== 'ASSIGNMENT_NOT_FOUND' && code !== 'ASSIGNMENT_ENDED') return;
      }
      return;
    case 'step':
      if ((await town.send(ScreenApplicant, { enrolmentId, eligible: true })) === undefined) await town.send(ShortlistApplicant, { enrolmentId });
      else if ((await town.send(OfferPlace, { enrolmentId })) !== undefined && (await town.send(AcceptOffer, { enrolmentId })) !== undefined)
        await town.send(EnrolLeader, { enrolmentId });
      return;
    case 'drop':
      await town.send(WithdrawEnrolment, { enrolmentId }, day);
      return;
    case 'defer':
      await town.send(DeferEnrolment, { enrolmentId, targetCohortId: at(COHORTS, cohort + 1) });
      return;
    case 'withdraw':
      await town.send(WithdrawParticipation, { leaderId }, day);
      return;
    case 'agree':
      await town.send(AgreeParticipation, { leaderId }, day);
      return;
    case 'leave':
      await town.send(LeaveEmployer, { leaderId, organisationId, lastDay: day });
      return;
    case 'return':
      if ((await town.send(ReturnToEmployer, { leaderId, organisationId }, TODAY)) === undefined) await start(town, leaderId, organisationId, turn, TODAY);
      return;
    case 'merge':
      await town.merge(leaderId, mergedId);
      return;
    case 'undo':
      await town.send(UndoLeaderMerge, { leaderId, mergedId, reason: 'Two persons.' });
      return;
    case 'settle': {
      const left = [...kills];
      await town.settle(() => left.pop() ?? false, kills.length === 0 ? undefined : kills.length * 3);
      return;
    }
  }
}

describe('withdrawing, agreeing, leaving, returning and merging, in any order', () => {
  it('loses no place and doubles none, however often process managers are killed', async () => {
    let [ended, merged] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 15, maxLength: 45 }), fc.array(fc.boolean(), { maxLength: 12 }), async (story, kills) => {
        const town = await founded();
        try {
          for (const [turn, one] of story.entries()) await happens(town, one, turn);
          const left = [...kills];
          await town.settle(() => left.pop() ?? false);
          const log = await town.log();
          expect(faultsOf(standingAfter(log))).toEqual([]);
          ended += log.filter(({ type, data }) => type === 'EnrolmentWithdrawn' && 'cause' in data).length;
          merged += log.filter(({ type }) => type === 'LeaderRecordClosed').length;
        } finally {
          await town.close();
        }
      }),
      { numRuns: 60, seed: 20_260_301, endOnFailure: false },
    );
    // The stories are of what they are to be of.
    expect(ended).toBeGreaterThan(20);
    expect(merged).toBeGreaterThan(20);
  }, 600_000);

  it('is judged by who finds what is wrong', async () => {
    const [ann, bob] = PEOPLE as [string, string];
    const [spring] = COHORTS as [string];
    const board = EMPLOYERS[0] as string;
    const applied = async (without: readonly string[]) => {
      const town = await founded(without);
      for (const leaderId of [ann, bob]) await town.record(ApplyForCohort, { cohortId: spring, leaderId, assignmentId: post(leaderId, board, 0) }, BEGINNING);
      return town;
    };
    const faults = async (town: Town) => {
      await town.settle();
      const found = faultsOf(standingAfter(await town.log()));
      await town.close();
      return found;
    };
    const withdrawn = await applied(['withdrawals']);
    await withdrawn.record(WithdrawParticipation, { leaderId: ann });
    expect(await faults(withdrawn)).toEqual([expect.stringContaining('of somebody who has withdrawn')]);
    const merged = await applied(['withdrawals']);
    expect(await merged.merge(ann, bob)).toBeUndefined();
    expect(await faults(merged)).toEqual([expect.stringContaining('twice')]);
    const unplaced = await applied(['places']);
    const enrolmentId = enrolmentIdOf(spring, ann);
    await unplaced.record(ScreenApplicant, { enrolmentId, eligible: true });
    await unplaced.record(ShortlistApplicant, { enrolmentId });
    await unplaced.record(OfferPlace, { enrolmentId });
    expect(await faults(unplaced)).toEqual([expect.stringContaining('is lost')]);
  });

  it('ends with a withdrawal what was applied for, once, and leaves what has begun', async () => {
    const town = await founded();
    const [ann, bob, cat] = PEOPLE as [string, string, string];
    const [spring, autumn] = COHORTS as [string, string];
    const board = EMPLOYERS[0] as string;
    const apply = (leaderId: string, cohortId: string) =>
      town.record(ApplyForCohort, { cohortId, leaderId, assignmentId: post(leaderId, board, 0) }, BEGINNING);
    const offered = async (leaderId: string, cohortId: string) => {
      const enrolmentId = enrolmentIdOf(cohortId, leaderId);
      await apply(leaderId, cohortId);
      await town.record(ScreenApplicant, { enrolmentId, eligible: true });
      await town.record(ShortlistApplicant, { enrolmentId });
      await town.record(OfferPlace, { enrolmentId });
      await town.settle();
      return enrolmentId;
    };
    const begun = await offered(ann, spring);
    await town.record(AcceptOffer, { enrolmentId: begun });
    await town.record(EnrolLeader, { enrolmentId: begun });
    const accepted = await offered(ann, autumn);
    await town.record(AcceptOffer, { enrolmentId: accepted });
    const waiting = await offered(bob, autumn);
    await apply(cat, autumn);
    await town.record(WithdrawParticipation, { leaderId: ann });
    let killed = 0;
    await town.settle(() => killed++ % 2 === 0);

    const { enrolments, held } = standingAfter(await town.log());
    expect([begun, accepted, waiting].map((id) => enrolments.get(id)?.stage)).toEqual(['begun', 'ended', 'offered']);
    expect([...(held.get(spring) ?? [])]).toEqual([begun]);
    expect([...(held.get(autumn) ?? [])]).toEqual([waiting]);
    const ends = (await town.log()).filter(({ type }) => type === 'EnrolmentWithdrawn');
    expect(ends.map(({ data }) => data)).toMatchObject([{ enrolmentId: accepted, cause: 'PARTICIPATION_WITHDRAWN' }]);
    expect(await town.send(ApplyForCohort, { cohortId: autumn, leaderId: ann, assignmentId: post(ann, board, 0) })).toBe('PARTICIPATION_WITHDRAWN');
    expect(await town.send(NominateLeader, { cohortId: autumn, leaderId: ann, assignmentId: post(ann, board, 0) })).toBe('PARTICIPATION_WITHDRAWN');
    await town.record(AgreeParticipation, { leaderId: ann });
    await town.record(ApplyForCohort, { cohortId: autumn, leaderId: ann, assignmentId: post(ann, board, 0) });
    await town.settle();
    expect(standingAfter(await town.log()).enrolments.get(accepted)?.stage).toBe('applying');
    await town.close();
  });

  it('ends with an employer what its post sponsors, and not what another does', async () => {
    const town = await founded();
    const [ann] = PEOPLE as [string];
    const [board, trust] = EMPLOYERS as [string, string];
    for (const [index, cohortId] of COHORTS.entries())
      await town.record(ApplyForCohort, { cohortId, leaderId: ann, assignmentId: post(ann, at(EMPLOYERS, index), 0) }, BEGINNING);
    await town.record(LeaveEmployer, { leaderId: ann, organisationId: board, lastDay: '2026-03-01' });
    await town.settle();
    const { enrolments } = standingAfter(await town.log());
    expect(COHORTS.map((cohort) => enrolments.get(enrolmentIdOf(cohort, ann))?.stage)).toEqual(['ended', 'applying']);
    const ended = (await town.log()).filter(({ type }) => type === 'AssignmentEnded');
    expect(ended.map(({ data, effectiveOn }) => [data, effectiveOn])).toMatchObject([[{ assignmentId: post(ann, board, 0), cause: 'LEFT' }, '2026-03-02']]);
    expect(await start(town, ann, board, 1, TODAY)).toBe('LEADER_LEFT');
    expect(await start(town, ann, trust, 1, TODAY)).toBeUndefined();
    await town.record(ReturnToEmployer, { leaderId: ann, organisationId: board });
    expect(await start(town, ann, board, 2, TODAY)).toBeUndefined();
    await town.close();
  });

  it('keeps of two enrolments of one person in a cohort the one that has come further, and lets neither record apply again', async () => {
    const town = await founded();
    const [ann, bob] = PEOPLE as [string, string];
    const [spring, autumn] = COHORTS as [string, string];
    const board = EMPLOYERS[0] as string;
    for (const leaderId of [ann, bob]) await town.record(ApplyForCohort, { cohortId: spring, leaderId, assignmentId: post(leaderId, board, 0) }, BEGINNING);
    await town.record(ScreenApplicant, { enrolmentId: enrolmentIdOf(spring, bob), eligible: true });
    expect(await town.merge(ann, bob)).toBeUndefined();
    await town.settle();
    const { enrolments } = standingAfter(await town.log());
    expect([ann, bob].map((id) => enrolments.get(enrolmentIdOf(spring, id))?.stage)).toEqual(['ended', 'applying']);
    const again = (leaderId: string, cohortId: string) => town.send(ApplyForCohort, { cohortId, leaderId, assignmentId: post(leaderId, board, 0) });
    expect([await again(ann, spring), await again(bob, autumn)]).toEqual(['ALREADY_APPLIED', 'LEADER_MERGED']);
    await town.record(WithdrawParticipation, { leaderId: ann });
    await town.settle();
    expect(standingAfter(await town.log()).enrolments.get(enrolmentIdOf(spring, bob))?.stage).toBe('ended');
    await town.close();
  });

  it('ends nothing of two persons whose merge was undone before it was carried out', async () => {
    const town = await founded();
    const [ann, bob] = PEOPLE as [string, string];
    const [spring] = COHORTS as [string];
    const board = EMPLOYERS[0] as string;
    for (const leaderId of [ann, bob]) await town.record(ApplyForCohort, { cohortId: spring, leaderId, assignmentId: post(leaderId, board, 0) }, BEGINNING);
    expect(await town.merge(ann, bob)).toBeUndefined();
    await town.record(UndoLeaderMerge, { leaderId: ann, mergedId: bob, reason: 'Namesakes.' });
    await town.settle();
    const { enrolments, merged } = standingAfter(await town.log());
    expect([ann, bob].map((id) => enrolments.get(enrolmentIdOf(spring, id))?.stage)).toEqual(['applying', 'applying']);
    expect(merged.size).toBe(0);
    expect((await town.log()).map(({ type }) => type).slice(-2)).toEqual(['LeaderRecordClosed', 'LeaderRecordReopened']);
    await town.close();
  });

  it('lets two merges that crossed leave one record that goes on, and none in a circle', async () => {
    const town = await founded();
    const [ann, bob] = PEOPLE as [string, string];
    const merging = (leaderId: string, mergedId: string) => town.merge(leaderId, mergedId);
    // Each is decided before it has heard of the other.
    expect(await Promise.all([merging(ann, bob), merging(bob, ann)])).toEqual([undefined, undefined]);
    let killed = 0;
    await town.settle(() => killed++ % 2 === 0);
    const types = (await town.log()).map(({ type }) => type).filter((type) => /^LeaderRecord|^LeaderMerge|^LeadersMerged/.test(type));
    expect(types).toEqual(['LeaderMergeProposed', 'LeaderMergeProposed', 'LeadersMerged', 'LeadersMerged', 'LeaderMergeUndone', 'LeaderRecordClosed']);
    const { merged } = standingAfter(await town.log());
    expect(merged.size).toBe(1);
    const [[closed = '', survivor = ''] = []] = [...merged];
    expect([await merging(closed, survivor), await merging(survivor, closed)]).toEqual(['LEADER_MERGED', undefined]);
    await town.settle();
    expect(standingAfter(await town.log()).merged).toEqual(merged);
    await town.close();
  });
});
