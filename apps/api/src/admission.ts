import { CONNECTIONS, type DatabaseConfig } from '@app/database';
import { Admission, type Admissions } from '@app/graphql-kit';
import type { Pace } from './paced.js';

/** How much of one actor goes on at once, and waits for its turn. */
export interface Share {
  readonly atOnce: number | undefined;
  readonly waiting: number | undefined;
}

export interface AdmissionConfig {
  readonly reads?: Partial<Share>;
  readonly mutations?: Partial<Share>;
  /** Milliseconds after which who waits is told to come back (default: 10,000). */
  readonly patienceMs?: number;
  /** How fast an answer on subject access is to be taken. */
  readonly pace?: Pace;
}

const READS = { atOnce: 4, waiting: 12 };
const MUTATIONS = { atOnce: 8, waiting: 56 };
/** Of everybody together. They hold a connection for a part of the time only. */
const MOST_MUTATIONS = 32;
const PATIENCE_MS = 10_000;

/** Each looks through the whole log. */
const SUBJECT_ACCESS = { atOnce: 1, waiting: 1, total: 2, patienceMs: 30_000 };

/**
 * Who goes ahead, and who is to come back. There are as many queries at once as connections for them, so that whoever goes ahead has one, beside what answers on
 * subject access take.
 */
export function admissionsOf(
  { connections }: DatabaseConfig,
  { reads, mutations, patienceMs = PATIENCE_MS }: AdmissionConfig = {},
): Admissions & { readonly subjectAccess: Admission } {
  const reading = connections?.reading ?? CONNECTIONS.reading;
  return {
    reads: new Admission({
      atOnce: reads?.atOnce ?? READS.atOnce,
      waiting: reads?.waiting ?? READS.waiting,
      total: Math.max(1, reading - SUBJECT_ACCESS.total),
      patienceMs,
    }),
    mutations: new Admission({
      atOnce: mutations?.atOnce ?? MUTATIONS.atOnce,
      waiting: mutations?.waiting ?? MUTATIONS.waiting,
      total: Math.max(MOST_MUTATIONS, mutations?.atOnce ?? 0),
      patienceMs,
    }),
    subjectAccess: new Admission(SUBJECT_ACCESS),
  };
}
