import type { Person } from './person.js';
import { type Naming, toldTo } from './draft.js';

const ME = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const ACCOUNT = '44444444-4444-4444-8444-444444444444';
const THING = '33333333-3333-4333-8333-333333333333';
const person: Person = { leaderId: ME, ids: new Set([ME]), accounts: new Set([ACCOUNT]), keys: new Set(['mine']), language: 'en', name: null, erased: false };
const naming: Naming = { at: (path) => (path === 'cohortId' ? { kind: 'thing', of: 'Cohort' } : undefined) };
const sealed = (key: string) => ({ sealed: 'v1', key, bound: 'b', box: 'x' });
const told = (data: object) => Object.fromEntries(toldTo(person, data, naming).drafts.map(({ path, value }) => [path, value.kind]));

describe('what is told to a person of what is stored', () => {
  it('is all that is about them, and of others the part they play', () =>
    expect(told({ leaderId: ME, managerId: OTHER, cohortId: THING, post: sealed('mine'), basis: 'BANK', name: { legal: sealed('mine') } })).toEqual({
      leaderId: 'yourself',
      managerId: 'somebody',
      cohortId: 'thing',
      post: 'sealed',
      basis: 'plain',
      'name.legal': 'sealed',
    }));
  it('knows them by their account', () => expect(told({ leaderId: ME, readerId: ACCOUNT })).toEqual({ leaderId: 'yourself', readerId: 'yourself' }));
  it('is of an event about another only their own part in it', () =>
    expect(told({ leaderId: OTHER, managerId: ME, assignmentId: THING, wtePercent: 50, comment: sealed('mine'), reason: sealed('theirs') })).toEqual({
      managerId: 'yourself',
      comment: 'sealed',
    }));
  it('is nothing of what they recorded of another', () => {
    expect(toldTo(person, { leaderId: OTHER, reason: sealed('theirs') }, naming)).toEqual({ drafts: [], about: false });
    expect(toldTo(person, { programmeId: THING, name: 'A programme' }, naming)).toEqual({ drafts: [], about: false });
  });
  it('leaves out of lists what is of others', () =>
    expect(
      toldTo(
        person,
        {
          reads: [
            { leaderId: OTHER, fields: ['Theirs'] },
            { leaderId: ME, fields: ['Mine'] },
            { fields: ['Theirs'], leaderIds: [OTHER] },
            { fields: ['Mine, too'], leaderIds: [OTHER, ME] },
          ],
        },
        naming,
      ).drafts,
    ).toEqual([
      { path: 'reads.*.leaderId', value: { kind: 'yourself' } },
      { path: 'reads.*.fields.*', value: { kind: 'plain', text: 'Mine' } },
      { path: 'reads.*.fields.*', value: { kind: 'plain', text: 'Mine, too' } },
      { path: 'reads.*.leaderIds.*', value: { kind: 'yourself' } },
    ]));
  it('names nobody within a text', () =>
    expect(toldTo(person, { leaderId: ME, certificate: `{"by":"${OTHER}","of":"${ME}"}` }, naming).drafts).toContainEqual({
      path: 'certificate',
      value: { kind: 'plain', text: `{"by":"…","of":"${ME}"}` },
    }));
});
