import { deciding, metaFor } from '@app/kernel/testing';
import { upcastReads } from './earlier-reads.js';
import { MOST_PEOPLE, reads, recordReads, RecordReads } from './record-reads.js';
import type { PersonalDataRead } from './personal-read.events.js';

const alike = { fields: ['LeaderRegistered.name.knownAs'], since: '2026-03-02T09:00:00.000Z', until: '2026-03-02T09:00:01.000Z' };

describe('recording what somebody read of others', () => {
  const given = deciding(reads, recordReads);
  const meta = metaFor();
  const readerId = meta.actor.id;
  const windowId = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  const seen = { roles: ['line-manager'], purpose: 'appraisal', windowId };
  const one = { ...alike, leaderIds: ['one'] };
  const recorded: PersonalDataRead = { type: 'PersonalDataRead', data: { readerId, ...seen, reads: [one] } };
  const command = new RecordReads(meta, { ...seen, reads: [one] });

  it('says who, of whom, which fields, when and why', () => given().when(command).thenRecorded(recorded));
  it('says no purpose where none was said', () => {
    const { purpose: _none, ...without } = seen;
    given()
      .when(new RecordReads(meta, { ...without, reads: [one] }))
      .thenRecorded({ type: 'PersonalDataRead', data: { readerId, ...without, reads: [one] } });
  });
  it('says in whose name', () =>
    given()
      .when(new RecordReads({ ...meta, actor: { ...meta.actor, onBehalfOf: 'principal' } }, command.input))
      .thenRecorded({ ...recorded, data: { ...recorded.data, onBehalfOf: 'principal' } }));
  it('records nothing the second time', () => given(recorded).when(command).thenNothing());
  it('makes no event larger than a bound, and names fields once for all of whom they were read alike', () => {
    const ids = Array.from({ length: MOST_PEOPLE + 1 }, (_, number) => String(number));
    const [most, rest] = [ids.slice(0, MOST_PEOPLE - 1), ids.slice(MOST_PEOPLE - 1)];
    const part = (of: PersonalDataRead['data']['reads']): PersonalDataRead => ({ type: 'PersonalDataRead', data: { readerId, ...seen, reads: of } });
    given()
      .when(new RecordReads(meta, { ...seen, reads: [one, { ...alike, leaderIds: ids }] }))
      .thenRecorded(part([one, { ...alike, leaderIds: most }]), part([{ ...alike, leaderIds: rest }]));
  });
});

describe('what an earlier release recorded of reads', () => {
  it('is told as it is now', () => {
    const { fields, since, until } = alike;
    expect(upcastReads({ readerId: 'reader', roles: ['auditor'], since, until, reads: [{ leaderId: 'one', fields }] })).toEqual({
      readerId: 'reader',
      roles: ['auditor'],
      reads: [{ ...alike, leaderIds: ['one'] }],
    });
  });
});
