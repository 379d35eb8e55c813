import type { Handler, Streams } from '@app/event-store';
import type { Command, Self } from '@app/kernel';
import { Persons } from './persons.js';

/** What a decision about others has to know: whoever acts, and in whose name. */
export function whoActs({ meta }: Command, _streams: Streams, { persons }: { readonly persons: Persons }): Promise<Self> {
  return persons.of(meta.actor);
}

/** Has a handler look and decide in turn with all who decide about who is who: `Persons.inTurn`. */
export function inTurn({ command, needs, handle }: Handler): Handler {
  return {
    command,
    needs: { ...needs, turns: Persons },
    // What the handler itself needs is among what it is given.
    handle: (asked: never, streams, given: { readonly turns: Persons }) => given.turns.inTurn(() => handle(asked, streams, given as never)),
  };
}
