import { deciding, metaFor } from '@app/kernel/testing';
import { MOST_PEOPLE, reads, recordReads, RecordReads } from './record-reads.js';
import type { PersonalDataRead } from './reading.events.js';

describe('recording what somebody read of others', () => {
  const given = deciding(reads, recordReads);
  const meta = metaFor();
  const seen = { roles: ['line-manager'], since: '2026-03-02T09:00:00.000Z', until: '2026-03-02T09:00:01.000Z' };
  const one = { leaderId: 'one', fields: ['LeaderRegistered.name.knownAs'] };
  const recorded: PersonalDataRead = { type: 'PersonalDataRead', data: { readerId: meta.actor.id, ...seen, purpose: 'appraisal', reads: [one] } };
  const command = new RecordReads(meta, { ...seen, purpose: 'appraisal', reads: [one] });

  it('says who, of whom, which fields, when and why', () => given().when(command).thenRecorded(recorded));
  it('records nothing the second time', () => given(recorded).when(command).thenNothing());
  it('makes no event larger than a bound', () => {
    const many = Array.from({ length: MOST_PEOPLE + 1 }, (_, number) => ({ ...one, leaderId: String(number) }));
    const part = (of: typeof many): PersonalDataRead => ({ type: 'PersonalDataRead', data: { readerId: meta.actor.id, ...seen, reads: of } });
    given()
      .when(new RecordReads(meta, { ...seen, reads: many }))
      .thenRecorded(part(many.slice(0, MOST_PEOPLE)), part(many.slice(MOST_PEOPLE)));
  });
});
