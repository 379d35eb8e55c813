import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { Erasing } from '@app/privacy';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IdentifyingValues } from '../carrying-out/identifying-values.js';
import { DestroyKeys, destroyed } from '../domain/carry-out.js';
import { type Begun, erasure } from '../domain/erasure.js';
import { erasureStream } from '../events.js';

@CommandHandler(DestroyKeys)
export class DestroyKeysHandler implements ICommandHandler<DestroyKeys, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly erasing: Erasing,
    private readonly values: IdentifyingValues,
  ) {}

  async execute(command: DestroyKeys): Promise<Receipt> {
    const stream = erasureStream(command.input.erasureId);
    const state = await this.streams.load(stream, erasure);
    const gone = state.status === 'begun' ? await this.#destroy(state) : [];
    return this.streams.transact(command, stream, erasure, (asked, current) => destroyed(asked, current, gone));
  }

  async #destroy({ erasureId, leaderId, records, keys, entombedAt }: Begun): Promise<readonly string[]> {
    const remaining = await this.erasing.remaining(keys.map(({ keyId }) => keyId));
    if (remaining.length > 0) {
      await this.values.remember(erasureId, keys);
      await this.erasing.destroy({ people: [leaderId, ...records] });
    } else {
      // Broken off after the keys were gone: what they were wrapped by may still be there.
      await this.erasing.finish();
    }
    return this.erasing.destroyedSince(entombedAt);
  }
}
