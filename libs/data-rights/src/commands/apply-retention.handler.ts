import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { Erasing } from '@app/privacy';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { fieldsUnder } from '../carrying-out/inventory.js';
import { applyRetention, ApplyRetention, type Destroyed, type Ordered, retention } from '../domain/apply-retention.js';
import { hold } from '../domain/hold.js';
import type { Expired } from '../domain/retention.events.js';
import { holdStream, retentionStream } from '../events.js';
import { LogSearch } from '../log/log-search.js';

const NOTHING: Destroyed = { keys: 0, keyEncryptionKeys: [], unreadable: [], held: [] };

@CommandHandler(ApplyRetention)
export class ApplyRetentionHandler implements ICommandHandler<ApplyRetention, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly erasing: Erasing,
    private readonly search: LogSearch,
  ) {}

  async execute(command: ApplyRetention): Promise<Receipt> {
    const stream = retentionStream(command.input.runId);
    const state = await this.streams.load(stream, retention);
    const done = state.status === 'ordered' ? await this.#destroy(state) : NOTHING;
    return this.streams.transact(command, stream, retention, (asked, current) => applyRetention(asked, current, done));
  }

  /** Broken off anywhere, it is done again: what is gone stays gone, and what wrapped it is destroyed then. */
  async #destroy({ expired, orderedAt }: Ordered): Promise<Destroyed> {
    const remaining = new Set(await this.erasing.remaining(expired.flatMap(({ keys: own }) => own.map(({ keyId }) => keyId))));
    const held = await this.#heldOf(expired.filter(({ keys: own }) => own.some(({ keyId }) => remaining.has(keyId))));
    const keys = expired
      .filter(({ leaderId }) => !held.includes(leaderId))
      .flatMap(({ leaderId, keys: own }) => own.map(({ keyId, purpose }) => ({ keyId, purpose, subject: leaderId })));
    const left = keys.filter(({ keyId }) => remaining.has(keyId));
    if (left.length > 0) await this.erasing.destroy({ keys: left });
    else await this.erasing.finish();
    return {
      held,
      keys: keys.length,
      keyEncryptionKeys: await this.erasing.destroyedSince(orderedAt),
      unreadable: await fieldsUnder(this.search, keys, await this.search.head()),
    };
  }

  /** Since it was ordered, somebody may have been put under a hold: once that is lifted, the next run finds them. */
  async #heldOf(expired: readonly Expired[]): Promise<readonly string[]> {
    const held: string[] = [];
    for (const { leaderId } of expired) if ((await this.streams.load(holdStream(leaderId), hold)).status === 'held') held.push(leaderId);
    return held;
  }
}
