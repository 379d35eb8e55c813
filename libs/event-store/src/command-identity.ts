import { type Command, derivedId, type EventMeta } from '@app/kernel';
import { createHmac } from 'node:crypto';
import { canonicalJson } from './canonical.js';

/** Tells one command from another under the same id, without keeping what was in it. */
export class CommandIdentity {
  /** @param secret the installation's own, at least 32 bytes: without it, a hash would give short inputs away */
  constructor(private readonly secret: Uint8Array) {
    if (secret.length < 32) throw new RangeError('the secret of input hashes needs 32 bytes or more');
  }

  /** HMAC-SHA-256, in hex, of the command's name, its actor, by which delegation they act, its input and what was stated beside it as RFC 8785 JSON. */
  inputHash(command: Command): string {
    const { actor, stated } = command.meta;
    const text = canonicalJson({ command: command.constructor.name, actor: actor.id, delegation: actor.delegation, input: command.input, stated });
    return createHmac('sha256', this.secret).update(text, 'utf8').digest('hex');
  }

  /** Another id for a command, which nobody without the secret can know before it is used. @returns a UUID, always the same one */
  unguessable(commandId: string): string {
    return derivedId(commandId, createHmac('sha256', this.secret).update(`unguessable ${commandId}`, 'utf8').digest('hex'));
  }

  /** Whether an event was recorded by this very command. */
  isOf(command: Command, inputHash: string, meta: EventMeta): boolean {
    return meta.commandName === command.constructor.name && meta.actor.id === command.meta.actor.id && meta.inputHash === inputHash;
  }
}
