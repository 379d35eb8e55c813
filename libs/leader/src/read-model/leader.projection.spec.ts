import { seal } from '@app/kernel';
import { projecting } from '@app/read-model/testing';
import type { LeaderEvent } from '../domain/leader.events.js';
import { agreed, closed, EMPLOYER, LEADER, left, nameOf, OTHER, registered, reopened, returned, why, withdrawn } from '../testing/people.js';
import { leaderProjection } from './leader.projection.js';
import type { LeaderRow } from './leader.row.js';

const first = nameOf(1, 'Siân ap Huw', 'Siân', 'ap Huw, Siân');
const second = nameOf(2, 'Siôn ap Huw', 'Siôn', 'ap Huw, Siôn');
const changed: LeaderEvent = { type: 'NameChanged', data: { leaderId: LEADER, name: second }, effectiveOn: '2026-03-02' };

describe('the table of leaders', () => {
  const table = projecting<LeaderEvent, LeaderRow>(leaderProjection);
  const rowAfter = (...events: LeaderEvent[]) => table.given(registered(), ...events).row(LEADER);

  it('has the present name, and apart from it those before', () => {
    expect(rowAfter()).toMatchObject({ legalName: first.legal, formerNames: [] });
    expect(rowAfter(changed)).toMatchObject({
      legalName: second.legal,
      knownAs: second.knownAs,
      sortName: second.sort,
      formerNames: [{ legalName: first.legal, knownAs: first.knownAs, until: '2026-03-02' }],
    });
  });
  it('has where they are written to, as long as that is somewhere', () => {
    const email = seal({ subject: LEADER, purpose: 'contact' }, 'sian@example.org');
    const elsewhere: LeaderEvent = { type: 'EmailChanged', data: { leaderId: LEADER, email } };
    expect(rowAfter(elsewhere)).toMatchObject({ email });
    expect(rowAfter(elsewhere, { type: 'EmailChanged', data: { leaderId: LEADER } })).toMatchObject({ email: null });
  });
  it('has the language that they prefer', () =>
    expect(rowAfter({ type: 'LanguagePreferenceRecorded', data: { leaderId: LEADER, language: 'en' } })).toMatchObject({ preferredLanguage: 'en' }));
  it('tells who agreed from who was never asked', () => {
    const participation = (...events: LeaderEvent[]) => rowAfter(...events)?.participation;
    expect([participation(), participation(agreed), participation(withdrawn), participation(withdrawn, agreed)]).toEqual([
      'NOT_RECORDED',
      'AGREED',
      'WITHDRAWN',
      'AGREED',
    ]);
  });
  it('has whom they left, and when they returned', () => {
    const [gone, back] = [left('2026-02-28'), returned('2026-03-01')];
    expect(rowAfter(gone)?.departures).toEqual([{ organisationId: EMPLOYER, lastDay: '2026-02-28', returnedOn: null, reason: null }]);
    expect(
      rowAfter(gone, back, {
        ...left('2026-03-05'),
        data: { leaderId: LEADER, organisationId: EMPLOYER, lastDay: '2026-03-05', reason: why('Moving.') },
      } as LeaderEvent)?.departures,
    ).toMatchObject([
      { lastDay: '2026-03-05', returnedOn: null },
      { lastDay: '2026-02-28', returnedOn: '2026-03-01' },
    ]);
  });
  it('says into which record one was merged, while it is', () => {
    expect(rowAfter(closed())?.mergedIntoId).toBe(OTHER);
    expect(rowAfter(closed(), reopened())?.mergedIntoId).toBeNull();
  });
});
