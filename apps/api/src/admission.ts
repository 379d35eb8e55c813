import { CONNECTIONS, type DatabaseConfig } from '@app/database';
import { Admission, type AdmissionLimits, type Admissions } from '@app/graphql-kit';
import type { Pace } from './paced.js';

/** How much of one actor goes on at once, and waits for its turn. */
export interface Share {
  readonly atOnce: number | undefined;
  readonly waiting: number | undefined;
}

export interface AdmissionConfig {
  readonly reads?: Partial<Share>;
  readonly mutations?: Partial<Share>;
  /** Of one address, of which it is not known yet who asks. */
  readonly arrivals?: Partial<Share>;
  /** Milliseconds after which who waits is told to come back (default: 10,000). */
  readonly patienceMs?: number;
  /** How fast an answer on subject access is to be taken. */
  readonly pace?: Pace;
}

const READS = { atOnce: 4, waiting: 12 };
const MUTATIONS = { atOnce: 8, waiting: 56 };
/** Of everybody together. They hold a connection for a part of the time only. */
const MOST_MUTATIONS = 32;
/** Of one address, while it is established who asks: a token is told in milliseconds. */
const ARRIVALS = { atOnce: 4, waiting: 252 };
const MOST_ARRIVALS = 32;
const PATIENCE_MS = 10_000;

/** Each looks through the whole log. */
const SUBJECT_ACCESS = { atOnce: 1, waiting: 1, total: 2, patienceMs: 30_000 };

/**
 * Who goes ahead, and who is to come back. There are as many queries at once as connections for them, so that whoever goes ahead has one, beside what answers on
 * subject access take.
 */
export function admissionsOf(
  { connections }: DatabaseConfig,
  { reads, mutations, arrivals, patienceMs = PATIENCE_MS }: AdmissionConfig = {},
): Admissions & { readonly subjectAccess: Admission; readonly arrivals: Admission } {
  const reading = connections?.reading ?? CONNECTIONS.reading;
  const of = (given: Partial<Share> = {}, share: Pick<AdmissionLimits, keyof Share>, total: number): Admission => {
    const atOnce = given.atOnce ?? share.atOnce;
    return new Admission({ atOnce, waiting: given.waiting ?? share.waiting, total, patienceMs });
  };
  return {
    reads: of(reads, READS, Math.max(1, reading - SUBJECT_ACCESS.total)),
    mutations: of(mutations, MUTATIONS, Math.max(MOST_MUTATIONS, mutations?.atOnce ?? 0)),
    arrivals: of(arrivals, ARRIVALS, Math.max(MOST_ARRIVALS, arrivals?.atOnce ?? 0)),
    subjectAccess: new Admission(SUBJECT_ACCESS),
  };
}
