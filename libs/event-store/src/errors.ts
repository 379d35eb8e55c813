import { DatabaseUnavailable } from '@app/database';
import { declareRefusals, type RefusalDetails, Refused, refusals } from '@app/kernel';
import type { Expected } from './port.js';

/** The stream is not as the append expected it; `actual` is its last revision, or 'none'. */
export class StreamConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    readonly actual: Expected,
  ) {
    super(`${stream} stands at ${actual}, not at ${expected}`);
    this.name = 'StreamConflict';
  }
}

/** The connection failed before the answer: the events may be recorded or not. Repeating the append tells. */
export class AppendOutcomeUnknown extends Error {
  constructor(stream: string, cause: unknown) {
    super(`whether the events for ${stream} were recorded is unknown`, { cause });
    this.name = 'AppendOutcomeUnknown';
  }
}

/** The store cannot be reached; nothing was sent. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('the event store cannot be reached', { cause });
    this.name = 'StoreUnavailable';
  }
}

/** A read that the database did not answer has sent nothing that could be recorded. @throws StoreUnavailable; any other error as it is */
export function unavailable(error: unknown): never {
  throw error instanceof DatabaseUnavailable ? new StoreUnavailable(error) : error;
}

/** The history is not in the store that this process was started with. */
export class WrongStore extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'WrongStore';
  }
}

/** The store is not the one that this database mirrors, or no longer holds what is mirrored. */
export class NotAsMirrored extends WrongStore {
  constructor(what: string) {
    super(what);
    this.name = 'NotAsMirrored';
  }
}

/** The log breaks a promise it lives by: a hole, a wrong order. Nobody may go on from here. */
export class LogCorrupt extends Error {
  constructor(what: string) {
    super(`the log is corrupt: ${what}`);
    this.name = 'LogCorrupt';
  }
}

/** A native stream that EventStoreDB does not show all of. Whoever stops at it looks at it again before going on, whatever is said of it by then. */
export class StreamCut extends LogCorrupt {
  /** @param native the stream, with the installation's prefix */
  constructor(
    readonly native: string,
    what: string,
  ) {
    super(`the native stream ${native} ${what}`);
    this.name = 'StreamCut';
  }
}

const GONE_FOR_GOOD =
  'Those events are gone from EventStoreDB for good. Restore the node from a backup that has them, or make the mirror, which still has what it had, the history: ' +
  '"cli copy --from mirror --to postgresql --accept-loss" (docs/operations.md, Moving the history). Until then nothing is recorded.';

/** What no metadata bring back. @param what of the stream, in words */
export const goneForGood = (native: string, what: string): StreamCut => new StreamCut(native, `${what}. ${GONE_FOR_GOOD}`);

/** Where an event of an EventStoreDB stands there. */
export interface NativePlace {
  readonly id: string;
  readonly type: string;
  /** The native stream, with the installation's prefix. */
  readonly stream: string;
  readonly revision: bigint;
}

/** What a stranger calls something, in characters that can be shown and kept. */
const shown = (name: string): string => name.replace(/[^ -~]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);

/** An event under the installation's prefix that this product did not write, or that was spoilt since. Whoever mirrors can pass it over. */
export class ForeignEvent extends LogCorrupt {
  readonly event: NativePlace;

  constructor({ id, type, stream, revision }: NativePlace, why: string) {
    super(
      `the event ${id} (${shown(type)}), revision ${revision} of the native stream ${shown(stream)}, is not one that this product wrote: ${why}. ` +
        'Where that cannot be put right, have the reader "mirror" pass it over',
    );
    this.name = 'ForeignEvent';
    this.event = { id, type: shown(type), stream: shown(stream), revision };
  }
}

/** A stored type that no feature declares: this release is older than the log, or a type was renamed. */
export class UnknownEventType extends Error {
  constructor(
    readonly type: string,
    readonly schemaVersion: number,
  ) {
    super(`no feature declares the event ${type} at version ${schemaVersion}`);
    this.name = 'UnknownEventType';
  }
}

const UNSTORABLE = declareRefusals({
  TEXT_HOLDS_NULL: {
    en: 'The text holds a null character, which cannot be stored. Remove it and send the request again.',
    cy: 'Mae’r testun yn cynnwys nod nwl, na ellir ei gadw. Tynnwch ef ac anfonwch y cais eto.',
  },
  TEXT_NOT_UNICODE: {
    en: 'The text is not valid Unicode: it holds half of a character. Send the text whole.',
    cy: 'Nid yw’r testun yn Unicode dilys: mae’n cynnwys hanner nod. Anfonwch y testun yn gyfan.',
  },
  VALUE_NOT_JSON: {
    en: 'The value cannot be stored: only text, finite numbers, true, false, null, lists and objects can.',
    cy: 'Ni ellir cadw’r gwerth: dim ond testun, rhifau meidraidd, gwir, gau, nwl, rhestrau a gwrthrychau y gellir eu cadw.',
  },
  VALUE_TOO_DEEP: {
    en: 'The value is nested more than {limit} levels deep. Send it flatter.',
    cy: 'Mae’r gwerth wedi’i nythu’n ddyfnach na {limit} lefel. Anfonwch ef yn fwy gwastad.',
  },
  REQUEST_TOO_LARGE: {
    en: 'The request records {size} bytes, more than the {limit} that can be recorded at once. Shorten it or split it.',
    cy: 'Mae’r cais yn cofnodi {size} beit, mwy na’r {limit} y gellir eu cofnodi ar unwaith. Byrhewch ef neu rhannwch ef.',
  },
  ENVELOPE_INVALID: {
    en: 'The value is not in the form that is recorded: {form}.',
    cy: 'Nid yw’r gwerth ar y ffurf a gofnodir: {form}.',
  },
});

/** An event that can never be stored as it is. Known before anything is sent. `text.field` is where in the event. */
export class Unstorable extends Refused {
  constructor(code: keyof typeof UNSTORABLE, field: string, details: RefusalDetails = {}) {
    super(code, { field, ...details }, { ...UNSTORABLE[code], field });
    this.name = 'Unstorable';
  }
}

const NOT_NOW = declareRefusals({
  STORE_FENCED: {
    en: 'Nothing can be recorded at the moment, because the history is being moved to another store. Try again in a few minutes. If it is still refused then, tell whoever runs this service: /health/ready says since when, and what to do.',
    cy: 'Ni ellir cofnodi dim ar hyn o bryd, oherwydd bod yr hanes yn cael ei symud i storfa arall. Rhowch gynnig arall arni ymhen ychydig funudau. Os caiff ei wrthod o hyd bryd hynny, rhowch wybod i’r sawl sy’n rhedeg y gwasanaeth: mae /health/ready yn dweud ers pryd, a beth i’w wneud.',
  },
  STORE_STOPPED: {
    en: 'Nothing can be recorded at the moment, because the store of the history is not as it was left. Whoever runs this service has to act; send the same request again later.',
    cy: 'Ni ellir cofnodi dim ar hyn o bryd, oherwydd nad yw storfa’r hanes fel y’i gadawyd. Rhaid i’r sawl sy’n rhedeg y gwasanaeth weithredu; anfonwch yr un cais eto yn nes ymlaen.',
  },
  STORE_MOVED: {
    en: 'The history has been moved to another store, and this process was started for the former one. Whoever runs this service has to restart it; send the same request again later.',
    cy: 'Symudwyd yr hanes i storfa arall, a dechreuwyd y broses hon ar gyfer yr un flaenorol. Rhaid i’r sawl sy’n rhedeg y gwasanaeth ei hailgychwyn; anfonwch yr un cais eto yn nes ymlaen.',
  },
  STREAM_INCOMPLETE: {
    en: 'Part of the history of {stream} is missing from the store, so nothing is decided about it. Whoever runs this service has to act; send the same request again later.',
    cy: 'Mae rhan o hanes {stream} ar goll o’r storfa, felly ni phenderfynir dim amdano. Rhaid i’r sawl sy’n rhedeg y gwasanaeth weithredu; anfonwch yr un cais eto yn nes ymlaen.',
  },
  STREAM_FOREIGN: {
    en: 'The history of {stream} holds an event that this release does not know or cannot read ({type}, revision {revision}), so nothing is decided about it. Whoever runs this service has to have it passed over, or put it right; send the same request again later.',
    cy: 'Mae hanes {stream} yn cynnwys digwyddiad nad yw’r fersiwn hon yn ei adnabod neu na all ei ddarllen ({type}, diwygiad {revision}), felly ni phenderfynir dim amdano. Rhaid i’r sawl sy’n rhedeg y gwasanaeth fynd heibio iddo, neu ei gywiro; anfonwch yr un cais eto yn nes ymlaen.',
  },
});

/** What to do in a process that was started for another store than the one that the history is in by now. */
export const MOVED = {
  postgresql: 'The history is recorded in PostgreSQL by now, not in EventStoreDB: restart this process without EVENTSTORE_CONNECTION_STRING.',
  eventstoredb: 'The history is recorded in an EventStoreDB by now, not in PostgreSQL: restart this process with EVENTSTORE_CONNECTION_STRING.',
} as const;

/** What the store takes from nobody for now, whatever it is. It passes: the same command succeeds afterwards. */
export abstract class NotNow extends Refused {}

/** Nothing may be appended while the history is being moved. */
export class StoreFenced extends NotNow {
  constructor() {
    super('STORE_FENCED', {}, NOT_NOW.STORE_FENCED);
    this.name = 'StoreFenced';
  }
}

/** The store is not the one that is mirrored, or no longer holds what is. `reason` is for whoever runs this: readiness tells it. */
export class StoreStopped extends NotNow {
  constructor(readonly reason: string) {
    super('STORE_STOPPED', {}, NOT_NOW.STORE_STOPPED);
    this.name = 'StoreStopped';
  }
}

/** The history was moved to another store while this process ran. */
export class StoreMoved extends NotNow {
  constructor() {
    super('STORE_MOVED', {}, NOT_NOW.STORE_MOVED);
    this.name = 'StoreMoved';
  }
}

/** A stream does not begin at its beginning, or has a hole: it was deleted, cut short or scavenged in the store. */
export class StreamIncomplete extends NotNow {
  constructor(readonly stream: string) {
    super('STREAM_INCOMPLETE', { stream }, NOT_NOW.STREAM_INCOMPLETE);
    this.name = 'StreamIncomplete';
  }
}

/** A stream holds an event that cannot be folded, since nobody here knows its type or can read it: nothing is decided on it until that is passed over. */
export class StreamForeign extends NotNow {
  constructor(
    readonly stream: string,
    { type, revision }: Pick<NativePlace, 'type' | 'revision'>,
  ) {
    super('STREAM_FOREIGN', { stream, type, revision: String(revision) }, NOT_NOW.STREAM_FOREIGN);
    this.name = 'StreamForeign';
  }
}

/** What the functions of schema `es` raise about which store is the truth, as this library's own errors; anything else as it is. */
export function storeError(error: unknown): unknown {
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  if (code === 'TS001') return new StoreFenced();
  if (code === 'TS002') return new StoreMoved();
  if (code === 'TS006') return new StoreStopped(message ?? '');
  return code === 'TS003' ? new WrongStore(message ?? '') : error;
}

/** Refusals that any command may meet here. */
export const refuse = refusals({
  COMMAND_ID_REUSED: {
    en: 'This command id was already used for another request. Send every new request under an id of its own.',
    cy: 'Defnyddiwyd yr ID gorchymyn hwn eisoes ar gyfer cais arall. Anfonwch bob cais newydd o dan ei ID ei hun.',
    field: 'commandId',
  },
  TOKEN_MALFORMED: {
    en: 'This is not a token that a receipt gave. Send the token of a receipt as it was given.',
    cy: 'Nid yw hwn yn docyn a roddwyd gan dderbynneb. Anfonwch docyn derbynneb fel y’i rhoddwyd.',
    field: 'after',
  },
  TOKEN_NOT_REACHED: {
    en: 'What this token stands for is not visible yet. Ask again in a moment.',
    cy: 'Nid yw’r hyn y mae’r tocyn hwn yn cyfeirio ato i’w weld eto. Gofynnwch eto ymhen ennyd.',
    field: 'after',
  },
});
