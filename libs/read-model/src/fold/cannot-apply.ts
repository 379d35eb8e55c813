import type { Logged } from '@app/kernel';

/** An event that could not be folded into a table. The projector stops at it; nothing is skipped. */
export class CannotApply extends Error {
  readonly event: { readonly id: string; readonly type: string; readonly position: bigint };

  constructor(
    event: { readonly id: string; readonly type: string; readonly position: bigint },
    readonly table: string,
    /** Where folding stood: the event's own position, or that of a later fact which folded its key anew. */
    readonly position: bigint,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`event ${event.id} (${event.type}, position ${event.position}) cannot be applied to ${table}: ${reason}`, { cause });
    this.name = 'CannotApply';
    // Its own: what an event is read from may be gone by the time that someone asks.
    this.event = { id: event.id, type: event.type, position: event.position };
  }

  static of(event: Logged, table: string, cause: unknown, position = event.position): CannotApply {
    return cause instanceof CannotApply ? cause : new CannotApply(event, table, position, cause);
  }
}
