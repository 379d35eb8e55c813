import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('reason_code')
export class ReasonCodeRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  /** Null where one that comes with the product was retired under the name that it has there. */
  @Column('text', { nullable: true })
  nameEn: string | null;

  @Column('text', { nullable: true })
  nameCy: string | null;

  @Column('boolean')
  retired: boolean;
}
