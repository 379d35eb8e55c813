import { COLLATIONS } from '@app/localisation';
import { openedTable, SortedBy } from '@app/read-model';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LeaderEvent } from '../domain/leader.events.js';

/** Names in the open, to be sorted and searched. They live apart from the read model, and go with the person's keys. */
@Entity('leader_directory')
export class LeaderDirectoryRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  @SortedBy(...Object.values(COLLATIONS))
  sortName: string;

  @Column('text', { nullable: true })
  knownAs: string | null;

  @Column('text', { nullable: true })
  legalName: string | null;
}

/** By the name that each has now: nobody is found by a former one. */
export const leaderDirectory = openedTable<LeaderEvent, LeaderDirectoryRow>(LeaderDirectoryRow, {
  version: 2,
  key: ({ data }) => data.leaderId,
  on: {
    LeaderRegistered: (_row, { data: { leaderId, name } }) => ({ id: leaderId, sortName: name.sort, knownAs: name.knownAs, legalName: name.legal }),
    NameChanged: (_row, { data: { leaderId, name } }) => ({ id: leaderId, sortName: name.sort, knownAs: name.knownAs, legalName: name.legal }),
    EmailChanged: null,
    LanguagePreferenceRecorded: null,
    ParticipationAgreed: null,
    ParticipationWithdrawn: null,
    LeaderLeft: null,
    LeaderReturned: null,
    LeaderMergeProposed: null,
    LeaderMergeWithdrawn: null,
    LeadersMerged: null,
    LeaderMergeUndone: null,
    LeaderRecordClosed: null,
    LeaderRecordReopened: null,
    LeaderErased: null,
  },
});
