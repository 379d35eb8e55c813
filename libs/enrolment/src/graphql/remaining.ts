import type { Masked } from '@app/graphql-kit';
import type { CohortRow } from '@app/programme/read';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { STATUSES, TAKING_PART } from '../domain/statuses.js';
import type { EnrolmentRow } from '../read-model/enrolment.row.js';

@ObjectType('RemainingMinutes', { description: 'What completion still asks for: no more than this, however much was recorded beyond it.' })
export class RemainingMinutes {
  @Field(() => Int, { description: 'Minutes of attendance.' })
  attendanceMinutes: number;

  @Field(() => Int, { description: 'Minutes of pre-work and reflection.' })
  reflectionMinutes: number;
}

/** Where an enrolment stands while something can remain. */
const GOING_ON: readonly string[] = TAKING_PART.map((status) => STATUSES[status].code);

type Recorded = Masked<Pick<EnrolmentRow, 'status' | 'attendanceMinutes' | 'reflectionMinutes'>, 'attendanceMinutes' | 'reflectionMinutes'>;
type Asked = Pick<CohortRow, 'attendanceMinutes' | 'reflectionMinutes'>;

/** Null where nothing can remain: nobody takes part, no rule is known, or the reader is not told what was recorded. */
export function remaining({ status, ...recorded }: Recorded, asked: Asked | null): RemainingMinutes | null {
  const { attendanceMinutes, reflectionMinutes } = recorded;
  if (!GOING_ON.includes(status) || attendanceMinutes === null || reflectionMinutes === null) return null;
  if (!asked || asked.attendanceMinutes === null || asked.reflectionMinutes === null) return null;
  return {
    attendanceMinutes: Math.max(0, asked.attendanceMinutes - attendanceMinutes),
    reflectionMinutes: Math.max(0, asked.reflectionMinutes - reflectionMinutes),
  };
}
