import { addDays, type CalendarDate } from '@app/kernel';
import type { Leaders, SyntheticLeader } from './leaders.js';
import type { Random } from './random.js';

/** Someone who applies, and the post that sponsors it. */
export interface Applicant {
  readonly leader: SyntheticLeader;
  readonly assignmentId: string;
  /** Whether this is the first that is heard of the leader. */
  readonly isNew: boolean;
  readonly registeredOn: CalendarDate;
}

interface Returning {
  readonly applicant: Applicant;
  /** The day from which the leader may apply for something again. */
  readonly freeFrom: CalendarDate;
  readonly completed: readonly string[];
}

/** Who applies: new leaders as long as there are any, and those who come back. */
export class Applicants {
  private pool: Returning[] = [];
  private readonly completed = new Map<string, readonly string[]>();
  private made = 0;

  /** @param first number of the first of so many leaders */
  constructor(
    private readonly leaders: Leaders,
    private readonly first: number,
    private readonly count: number,
  ) {}

  /**
   * @param cohortsLeft this one included: new leaders are spread over them
   */
  choose(wanted: number, programmeId: string, openedOn: CalendarDate, cohortsLeft: number, random: Random): Applicant[] {
    const free = random.shuffled(this.pool.filter(({ freeFrom, completed }) => freeFrom <= openedOn && !completed.includes(programmeId)));
    const left = this.count - this.made;
    const fresh = Math.min(left, wanted, Math.max(wanted - free.length, Math.ceil(left / cohortsLeft)));
    const returning = free.slice(0, wanted - fresh);
    this.pool = this.pool.filter((each) => !returning.includes(each));
    return random.shuffled([
      ...returning.map(({ applicant }) => ({ ...applicant, isNew: false })),
      ...Array.from({ length: fresh }, () => this.make(openedOn, random)),
    ]);
  }

  /** Those who have not applied for anything. */
  *others(on: CalendarDate, random: Random): Iterable<Applicant> {
    while (this.made < this.count) yield this.make(on, random);
  }

  /** The leader may apply again from that day, perhaps from another post, though not for what is completed. */
  comesBack(applicant: Applicant, freeFrom: CalendarDate, completedProgrammeId?: string): void {
    const { leaderId } = applicant.leader;
    const completed = [...(this.completed.get(leaderId) ?? []), ...(completedProgrammeId === undefined ? [] : [completedProgrammeId])];
    this.completed.set(leaderId, completed);
    this.pool.push({ applicant, freeFrom, completed });
  }

  private make(openedOn: CalendarDate, random: Random): Applicant {
    const registeredOn = addDays(openedOn, -random.whole(10, 100));
    const leader = this.leaders.at(this.first + this.made++, registeredOn);
    return { leader, assignmentId: leader.posts[0].assignmentId, isNew: true, registeredOn };
  }
}
