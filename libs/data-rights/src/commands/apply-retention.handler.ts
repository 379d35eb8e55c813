import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { Erasing } from '@app/privacy';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { fieldsUnder } from '../carrying-out/inventory.js';
import { applyRetention, ApplyRetention, type Ordered, retention } from '../domain/apply-retention.js';
import type { RetentionApplied } from '../domain/retention.events.js';
import { retentionStream } from '../events.js';
import { LogSearch } from '../log/log-search.js';

type Done = Pick<RetentionApplied['data'], 'keys' | 'keyEncryptionKeys' | 'unreadable'>;
const NOTHING: Done = { keys: 0, keyEncryptionKeys: [], unreadable: [] };

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
  async #destroy({ expired, orderedAt }: Ordered): Promise<Done> {
    const keys = expired.flatMap(({ leaderId, keys: own }) => own.map(({ keyId, purpose }) => ({ keyId, purpose, subject: leaderId })));
    const remaining = new Set(await this.erasing.remaining(keys.map(({ keyId }) => keyId)));
    if (remaining.size > 0) await this.erasing.destroy({ keys: keys.filter(({ keyId }) => remaining.has(keyId)) });
    else await this.erasing.finish();
    return {
      keys: keys.length,
      keyEncryptionKeys: await this.erasing.destroyedSince(orderedAt),
      unreadable: await fieldsUnder(this.search, keys, await this.search.head()),
    };
  }
}
