export type { CalendarDate, Envelope, Event, EventMeta, Fold, Instant, Logged, Position, Recorded } from './event.js';
export { unreachable } from './event.js';
export type { Actor, CommandMeta, Receipt } from './command.js';
export { Command } from './command.js';
export type { RefusalDetails, RefusalMessage } from './refused.js';
export { notBefore, Refused, refusals } from './refused.js';
export type { Sealed, SealedUnder, SealedValue, ToSeal } from './sealed.js';
export { seal } from './sealed.js';
export { derivedId } from './ids.js';
