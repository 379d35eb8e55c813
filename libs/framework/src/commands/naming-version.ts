import { type Handler, Naming } from '@app/event-store';
import type { Command } from '@app/kernel';
import { frameworkVersionIdOf } from '../domain/framework-id.js';
import type { VersionNamed } from '../domain/supersede-framework-version.js';

/** Has a handler decide and record while nobody voids the version that its command names, which may be another framework's. */
export function namingVersion<I extends object>(named: (input: I) => VersionNamed, handler: Handler): Handler {
  return {
    ...handler,
    needs: { ...handler.needs, naming: Naming },
    // What the handler itself needs is among what it is given.
    handle: (asked: never, streams, given: { readonly naming: Naming }) => {
      const { frameworkId, version } = named((asked as Command<I>).input);
      return given.naming.names(frameworkVersionIdOf(frameworkId, version), () => handler.handle(asked, streams, given as never));
    },
  };
}
