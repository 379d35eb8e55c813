import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { Erasing } from '@app/privacy';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { begin, BeginErasure } from '../domain/carry-out.js';
import { erasure } from '../domain/erasure.js';
import { hold } from '../domain/hold.js';
import { refuse } from '../domain/refusals.js';
import type { KnownLeader } from '../domain/request-erasure.js';
import { erasureStream, holdStream } from '../events.js';

@CommandHandler(BeginErasure)
export class BeginErasureHandler implements ICommandHandler<BeginErasure, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly erasing: Erasing,
  ) {}

  async execute(command: BeginErasure): Promise<Receipt> {
    const stream = erasureStream(command.input.erasureId);
    const state = await this.streams.load(stream, erasure);
    const found = state.status === 'approved' ? await this.#entomb(state.leaderId) : { keys: [], since: command.meta.now, records: [] };
    return this.streams.transact(command, stream, erasure, (asked, current) => begin(asked, current, found));
  }

  /** The person, under every record of theirs. */
  async #entomb(leaderId: string) {
    await this.#checkHolds(leaderId);
    // First their own: from then on nothing is merged into it, since that seals a reason.
    const own = await this.erasing.entomb(leaderId);
    const { merged: records = [] }: KnownLeader = await this.streams.load(leaderStream(leaderId), knownLeader);
    const keys = [...own.keys];
    for (const record of records) keys.push(...(await this.erasing.entomb(record)).keys);
    return { keys, since: own.since, records };
  }

  /** An older release let a hold be placed after the approval, and a record that is merged brings its own. Until it is lifted nothing is destroyed. */
  async #checkHolds(leaderId: string): Promise<void> {
    const { merged: records = [] }: KnownLeader = await this.streams.load(leaderStream(leaderId), knownLeader);
    for (const record of [leaderId, ...records]) {
      const held = await this.streams.load(holdStream(record), hold);
      if (held.status === 'held') throw refuse('ERASURE_HELD', { reason: held.reason });
    }
  }
}
