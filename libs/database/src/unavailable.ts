/** What the server says to whom it does not let in: no waiting mends that, somebody has to. */
const TURNED_AWAY: Readonly<Record<string, string>> = {
  '28P01': 'the database does not accept the password of DATABASE_URL any more: put it right there, or change it back',
  '28000': 'the database does not let the role of DATABASE_URL in: is it gone, barred, or not to come from here?',
  '3D000': 'the database that DATABASE_URL names is not there',
  '42501': 'the database does not let the role of DATABASE_URL connect: it has lost that right',
};

/** The server is there, and cannot write: `disk_full`. Reading goes on, and whoever writes is let in again once there is room. */
const FULL = '53100';
const NO_ROOM = 'the disk of the database is full, so nothing can be recorded: make room on it, and what waits goes on by itself';

/** The database cannot be reached, has no room left to work in, or the connection to it was lost. Whether a statement in flight took effect is unknown. */
export class DatabaseUnavailable extends Error {
  /** In words that are anybody's to read. */
  readonly reason: string;
  /** What no waiting mends, since somebody has to act: the server does not let this process in, or has no room left. */
  readonly why: 'turned away' | 'full' | undefined;

  constructor(cause: unknown) {
    const { code, severity } = (cause ?? {}) as { readonly code?: string; readonly severity?: string };
    const turnedAway = severity === 'FATAL' ? TURNED_AWAY[code ?? ''] : undefined;
    const isFull = code === FULL;
    const reason = turnedAway ?? (isFull ? NO_ROOM : 'the database cannot be reached');
    super([reason, ...(cause instanceof Error && cause.message ? [cause.message] : [])].join(': '), { cause });
    this.name = 'DatabaseUnavailable';
    this.reason = reason;
    this.why = turnedAway === undefined ? (isFull ? 'full' : undefined) : 'turned away';
  }
}

const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  FULL,
  '53200', // out_of_memory
  '53300', // too_many_connections
]);

// node-postgres gives these no code.
const MESSAGES =
  /^Connection terminated|^timeout expired|^timeout exceeded when trying to connect|not queryable|^Client was closed|^Cannot use a pool after calling end/;

function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, severity } = error as { code?: unknown; message?: unknown; severity?: unknown };
  // The server ended the session or never let it begin, whatever its reason: no connections allowed, a role or a database that is gone.
  if (severity === 'FATAL' || severity === 'PANIC') return true;
  if (typeof code === 'string') return CODES.has(code) || code.startsWith('08');
  return typeof message === 'string' && MESSAGES.test(message);
}

/** A lost or refused connection, or a full disk or memory, as `DatabaseUnavailable`; any other error unchanged. */
export function toDatabaseError(error: unknown): unknown {
  return isUnavailable(error) ? new DatabaseUnavailable(error) : error;
}
