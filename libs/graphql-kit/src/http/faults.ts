import { DatabaseUnavailable } from '@app/database';
import { AppendOutcomeUnknown, StoreUnavailable, StreamConflict } from '@app/event-store';
import type { Bilingual } from '@app/localisation';
import { KeyLocked } from '@app/privacy';
import { ReadModelNotReady, SnapshotOver } from '@app/read-model';

/** What can fail in the service, as callers are told it. */
export const faults = {
  UNAVAILABLE: {
    en: 'The service cannot reach its database right now. Send the request again in a while, a mutation under the same commandId.',
    cy: 'Ni all y gwasanaeth gyrraedd ei gronfa ddata ar hyn o bryd. Anfonwch y cais eto ymhen ychydig, a newid o dan yr un commandId.',
  },
  NOT_READY: {
    en: 'What is recorded is being made ready to be read. Ask again in a while.',
    cy: 'Mae’r hyn a gofnodwyd yn cael ei baratoi i’w ddarllen. Gofynnwch eto ymhen ychydig.',
  },
  OUTCOME_UNKNOWN: {
    en: 'The database was lost before it answered, so it is not known whether this was recorded. Send the same mutation again under the same commandId: it is recorded once.',
    cy: 'Collwyd y gronfa ddata cyn iddi ateb, felly nid yw’n hysbys a gofnodwyd hyn. Anfonwch yr un newid eto o dan yr un commandId: fe’i cofnodir unwaith.',
  },
  BUSY: {
    en: 'Others were recording at the same place all the time, so nothing was recorded. Send the same mutation again under the same commandId.',
    cy: 'Roedd eraill yn cofnodi yn yr un lle drwy’r amser, felly ni chofnodwyd dim. Anfonwch yr un newid eto o dan yr un commandId.',
  },
  KEYS_UNAVAILABLE: {
    en: 'The keys of personal data cannot be used right now, so nothing was recorded. Send the same mutation again in a while.',
    cy: 'Ni ellir defnyddio allweddi data personol ar hyn o bryd, felly ni chofnodwyd dim. Anfonwch yr un newid eto ymhen ychydig.',
  },
  TIMEOUT: {
    en: 'This took too long to read and was given up. Ask for less at once.',
    cy: 'Cymerodd hyn ormod o amser i’w ddarllen a rhoddwyd y gorau iddo. Gofynnwch am lai ar y tro.',
  },
  CANCELLED: {
    en: 'The request ended before this was read, so nobody waited for it any more. Ask again.',
    cy: 'Daeth y cais i ben cyn darllen hyn, felly nid oedd neb yn aros amdano mwyach. Gofynnwch eto.',
  },
  INTERNAL: {
    en: 'Something went wrong in the service. Quote the reference {reference} when you report it.',
    cy: 'Aeth rhywbeth o’i le yn y gwasanaeth. Dyfynnwch y cyfeirnod {reference} wrth roi gwybod amdano.',
  },
} as const satisfies Record<string, Bilingual>;

export type Fault = keyof typeof faults;

/** Where no waiting mends that the database is away: the code is the same, since the same is to be done by whoever sent the request. */
const TURNED_AWAY: Bilingual = {
  en: 'The service’s database does not let it in, so whoever runs this service has to act. Send the request again later, a mutation under the same commandId.',
  cy: 'Nid yw cronfa ddata’r gwasanaeth yn ei adael i mewn, felly rhaid i’r sawl sy’n rhedeg y gwasanaeth weithredu. Anfonwch y cais eto’n nes ymlaen, a newid o dan yr un commandId.',
};

/** As above: it is there, and has no room. */
const FULL: Bilingual = {
  en: 'The service’s database has no room left, so nothing was recorded and whoever runs this service has to act. Send the same mutation again later, under the same commandId.',
  cy: 'Nid oes lle ar ôl yng nghronfa ddata’r gwasanaeth, felly ni chofnodwyd dim ac mae’n rhaid i’r sawl sy’n rhedeg y gwasanaeth weithredu. Anfonwch yr un newid eto’n nes ymlaen, o dan yr un commandId.',
};

/** What a caller is told of a fault, by what it came of. */
export function wordsOf(fault: Fault, error: unknown): Bilingual {
  const why = fault === 'UNAVAILABLE' ? whyUnavailable(error) : undefined;
  return why === undefined ? faults[fault] : { 'turned away': TURNED_AWAY, full: FULL }[why];
}

function whyUnavailable(error: unknown): DatabaseUnavailable['why'] {
  if (error instanceof DatabaseUnavailable) return error.why;
  return error instanceof StoreUnavailable ? whyUnavailable(error.cause) : undefined;
}

const PASSING: readonly Fault[] = ['UNAVAILABLE', 'NOT_READY', 'OUTCOME_UNKNOWN', 'KEYS_UNAVAILABLE'];
/** Where nothing else is known of what passes. */
export const RETRY_AFTER_MS = 5_000;

/** After how long to send the request again, where what failed passes by itself. */
export const retryAfterMsOf = (fault: Fault): number | undefined => (PASSING.includes(fault) ? RETRY_AFTER_MS : undefined);

const QUERY_CANCELED = '57014';

/** What an error means to a caller; INTERNAL when it is a defect. */
export function faultOf(error: unknown): Fault {
  if (error instanceof DatabaseUnavailable || error instanceof StoreUnavailable) return 'UNAVAILABLE';
  if (error instanceof ReadModelNotReady) return 'NOT_READY';
  if (error instanceof AppendOutcomeUnknown) return 'OUTCOME_UNKNOWN';
  if (error instanceof StreamConflict) return 'BUSY';
  if (error instanceof KeyLocked) return 'KEYS_UNAVAILABLE';
  if (error instanceof SnapshotOver) return error.why === 'time' ? 'TIMEOUT' : 'CANCELLED';
  if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED) return 'TIMEOUT';
  return 'INTERNAL';
}
