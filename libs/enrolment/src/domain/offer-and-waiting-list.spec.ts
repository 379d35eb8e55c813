import { deciding, metaFor } from '@app/kernel/testing';
import {
  accepted,
  cohort,
  declined,
  early,
  ENROLMENT,
  enrolled,
  interrupted,
  lapsed,
  offered,
  on,
  ref,
  RESPOND_BY,
  submitted,
  text,
  waitlisted,
  way,
} from '../testing/journey.js';
import { accept, AcceptOffer } from './accept-offer.js';
import { decline, DeclineOffer } from './decline-offer.js';
import { enrol, EnrolLeader } from './enrol-leader.js';
import { enrolment } from './enrolment.js';
import { joinWaitlist, JoinWaitlist } from './join-waitlist.js';
import type { KnownCohort } from './known.js';
import { lapse, LapseOffer } from './lapse-offer.js';
import { recordOffer, RecordOffer } from './record-offer.js';

const input = { enrolmentId: ENROLMENT };

describe('recording an offer', () => {
  const given = deciding(enrolment, recordOffer);
  const command = new RecordOffer(metaFor(), { ...input, respondBy: RESPOND_BY });

  it.each(['shortlisted', 'waitlisted'] as const)('offers the place to who is %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRecorded(offered),
  );
  it.each(['offered', 'accepted', 'enrolled', 'withdrawn', 'completed'] as const)('records nothing where it is on record already, and now %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenNothing(),
  );
  it.each(['offered', 'accepted'] as const)('leaves what is %s until another day as it is', (stage) =>
    given(...way[stage])
      .when(new RecordOffer(metaFor(), { ...input, respondBy: '2026-04-01' }))
      .thenNothing(),
  );
  it('is refused where nobody awaits it', () => {
    given().when(command).thenRefused('ENROLMENT_NOT_FOUND');
    given(...way.notSelected)
      .when(command)
      .thenRefused('NOT_AWAITING_OFFER', { status: 'notSelected' });
    given(...way.withdrawn)
      .when(new RecordOffer(metaFor(), { ...input, respondBy: '2026-04-01' }))
      .thenRefused('NOT_AWAITING_OFFER', { status: 'withdrawn' });
    given(...way.declined, submitted(2))
      .when(command)
      .thenRefused('NOT_AWAITING_OFFER', { status: 'applied' });
  });
  it('is refused where the place was given before this application was made', () => {
    given(...way.shortlisted)
      .when(new RecordOffer(metaFor(), { ...input, respondBy: RESPOND_BY, answeredAt: '2026-02-01T09:00:00.000Z' }))
      .thenRefused('NOT_AWAITING_OFFER', { status: 'shortlisted' });
    given(...way.shortlisted)
      .when(new RecordOffer(metaFor(), { ...input, respondBy: RESPOND_BY, answeredAt: '2026-04-01T09:00:00.000Z' }))
      .thenRecorded(offered);
  });
  it('is refused where another place was given since to who takes it no more, though until the same day', () => {
    const given = (answeredAt: string) => new RecordOffer(metaFor(), { ...input, respondBy: RESPOND_BY, answeredAt });
    deciding(
      enrolment,
      recordOffer,
    )(...way.withdrawn)
      .when(given('2026-02-01T09:00:00.000Z'))
      .thenNothing();
    deciding(
      enrolment,
      recordOffer,
    )(...way.withdrawn)
      .when(given('2026-04-01T09:00:00.000Z'))
      .thenRefused('NOT_AWAITING_OFFER', { status: 'withdrawn' });
  });
  it('is refused before who it is for was shortlisted', () =>
    given(...way.shortlisted)
      .when(new RecordOffer(early, { ...input, respondBy: RESPOND_BY }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});

describe('joining the waiting list', () => {
  const given = deciding(enrolment, joinWaitlist, undefined);
  const command = new JoinWaitlist(metaFor(), input);

  it('records it for who is shortlisted', () =>
    given(...way.shortlisted)
      .when(command)
      .thenRecorded(waitlisted));
  it('records it again for who had a place that somebody else has by now, wherever they are, once', () => {
    const again = new JoinWaitlist(metaFor(), { ...input, reinstated: true });
    for (const stage of ['offered', 'accepted', 'inProgress', 'interrupted'] as const)
      given(...way[stage])
        .when(again)
        .thenRecorded({ ...waitlisted, effectiveOn: again.meta.effectiveOn });
    given(...way.enrolled, { ...interrupted, effectiveOn: '2026-03-20' })
      .when(new JoinWaitlist(early, { ...input, reinstated: true }))
      .thenRecorded({ ...waitlisted, effectiveOn: '2026-03-20' });
    given(...way.waitlisted)
      .when(again)
      .thenNothing();
    given(...way.withdrawn)
      .when(again)
      .thenRefused('NOT_AWAITING_OFFER', { status: 'withdrawn' });
  });
  it('records nothing where it is on record already', () => {
    given(...way.waitlisted)
      .when(command)
      .thenNothing();
    given(...way.waitlisted, offered, accepted)
      .when(command)
      .thenNothing();
  });
  it('is refused where another application was told to wait', () =>
    given(...way.shortlisted)
      .when(new JoinWaitlist(metaFor(), { ...input, answeredAt: '2026-02-01T09:00:00.000Z' }))
      .thenRefused('NOT_AWAITING_OFFER', { status: 'shortlisted' }));
  it('is refused where nobody awaits a place', () => {
    given().when(command).thenRefused('ENROLMENT_NOT_FOUND');
    given(...way.withdrawn)
      .when(command)
      .thenRefused('NOT_AWAITING_OFFER', { status: 'withdrawn' });
  });
});

describe('accepting an offer', () => {
  const given = deciding(enrolment, accept, cohort);

  it('records it once, to the last day', () => {
    given(...way.offered)
      .when(new AcceptOffer(on(RESPOND_BY), input))
      .thenRecorded(accepted);
    given(...way.accepted)
      .when(new AcceptOffer(metaFor(), input))
      .thenNothing();
  });
  it('is refused after the last day', () =>
    given(...way.offered)
      .when(new AcceptOffer(on('2026-03-17'), input))
      .thenRefused('OFFER_PAST_ITS_DATE', { respondBy: RESPOND_BY }));
  it('is refused once the cohort is over or cancelled', () => {
    deciding(enrolment, accept, { ...cohort, endsOn: '2026-03-01' } as KnownCohort)(...way.offered)
      .when(new AcceptOffer(metaFor(), input))
      .thenRefused('COHORT_ENDED', { endsOn: '2026-03-01' });
    deciding(enrolment, accept, { ...cohort, status: 'cancelled' } as KnownCohort)(...way.offered)
      .when(new AcceptOffer(metaFor(), input))
      .thenRefused('COHORT_CANCELLED');
  });
  it.each(['shortlisted', 'waitlisted', 'lapsed', 'declined', 'enrolled'] as const)('is refused while %s', (stage) =>
    given(...way[stage])
      .when(new AcceptOffer(metaFor(), input))
      .thenRefused('NOT_OFFERED', { status: stage }),
  );
  it('is refused before the offer', () =>
    given(...way.offered)
      .when(new AcceptOffer(early, input))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});

describe('declining an offer', () => {
  const given = deciding(enrolment, decline);
  const command = new DeclineOffer(metaFor(), { ...input, reason: 'Moving house' });

  it('records it once, the reason sealed', () => {
    given(...way.offered)
      .when(command)
      .thenRecorded({ type: 'OfferDeclined', data: { ...ref, reason: text('Moving house') } });
    given(...way.declined)
      .when(new DeclineOffer(metaFor(), input))
      .thenNothing();
    given(...way.declined)
      .when(command)
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'reason', recordedOn: '2026-03-01' });
  });
  it('is refused once accepted', () =>
    given(...way.accepted)
      .when(command)
      .thenRefused('NOT_OFFERED', { status: 'accepted' }));
  it('needs no reason', () =>
    given(...way.offered)
      .when(new DeclineOffer(metaFor(), input))
      .thenRecorded(declined));
});

describe('letting an offer lapse', () => {
  const given = deciding(enrolment, lapse);
  const command = new LapseOffer(on('2026-03-17'), { ...input, respondBy: RESPOND_BY });

  it('records it when the last day is over', () =>
    given(...way.offered)
      .when(command)
      .thenRecorded(lapsed));
  it('records nothing before', () =>
    given(...way.offered)
      .when(new LapseOffer(on(RESPOND_BY), { ...input, respondBy: RESPOND_BY }))
      .thenNothing());
  it('is over for those who ask as for the day that it is to hold on', () => {
    for (const meta of [metaFor({ today: RESPOND_BY, effectiveOn: '2026-03-17' }), metaFor({ today: '2026-03-17', effectiveOn: RESPOND_BY })])
      given(...way.offered)
        .when(new LapseOffer(meta, command.input))
        .thenNothing();
  });
  it('is refused before the offer', () =>
    given(...way.shortlisted, { ...offered, effectiveOn: '2026-03-18' })
      .when(command)
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
  it.each(['accepted', 'declined', 'lapsed', 'withdrawn', 'enrolled'] as const)('records nothing once %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenNothing(),
  );
  it('leaves another offer alone', () =>
    given(...way.offered)
      .when(new LapseOffer(on('2026-05-01'), { ...input, respondBy: '2026-01-31' }))
      .thenNothing());
  it('is refused where there is no enrolment', () => given().when(command).thenRefused('ENROLMENT_NOT_FOUND'));
});

describe('enrolling a leader', () => {
  const given = deciding(enrolment, enrol, cohort);
  const command = new EnrolLeader(metaFor(), input);

  it('records it once, after acceptance', () => {
    given(...way.accepted)
      .when(command)
      .thenRecorded(enrolled);
    given(...way.enrolled)
      .when(command)
      .thenNothing();
    given(...way.inProgress)
      .when(command)
      .thenNothing();
  });
  it('is refused once the cohort is over, and recorded late where it was by then', () => {
    const over = deciding(enrolment, enrol, { ...cohort, endsOn: '2026-03-01' } as KnownCohort)(...way.accepted);
    over.when(command).thenRefused('COHORT_ENDED', { endsOn: '2026-03-01' });
    over.when(new EnrolLeader(metaFor({ effectiveOn: '2026-03-01' }), input)).thenRecorded(enrolled);
  });
  it.each(['offered', 'waitlisted', 'withdrawn', 'completed'] as const)('is refused while %s', (stage) =>
    given(...way[stage])
      .when(command)
      .thenRefused('NOT_ACCEPTED', { status: stage }),
  );
});
