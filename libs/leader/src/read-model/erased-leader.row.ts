import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who was erased. A table of its own, so that an erasure changes no row that was there before. */
@Entity('erased_leader')
export class ErasedLeaderRow {
  /** The leader's. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  erasureId: string;
}
