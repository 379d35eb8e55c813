import { openedTable } from '@app/read-model';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { LeaderEvent } from '../domain/leader.events.js';

/** Names in the open, to be sorted and searched. They live apart from the read model, and go with the person's keys. */
@Entity('leader_directory')
export class LeaderDirectoryRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  @Index()
  sortName: string;

  @Column('text', { nullable: true })
  knownAs: string | null;

  @Column('text', { nullable: true })
  legalName: string | null;
}

export const leaderDirectory = openedTable<LeaderEvent, LeaderDirectoryRow>(LeaderDirectoryRow, {
  version: 1,
  key: ({ data }) => data.leaderId,
  on: {
    LeaderRegistered: (_row, { data: { leaderId, name } }) => ({ id: leaderId, sortName: name.sort, knownAs: name.knownAs, legalName: name.legal }),
  },
});
