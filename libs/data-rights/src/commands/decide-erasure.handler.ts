import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Responsibilities } from '../carrying-out/responsibilities.js';
import { decide, DecideErasure } from '../domain/decide-erasure.js';
import { erasure } from '../domain/erasure.js';
import { hold } from '../domain/hold.js';
import type { KnownLeader } from '../domain/request-erasure.js';
import { erasureStream, holdStream } from '../events.js';

@CommandHandler(DecideErasure)
export class DecideErasureHandler implements ICommandHandler<DecideErasure, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly responsibilities: Responsibilities,
    private readonly persons: Persons,
  ) {}

  execute(command: DecideErasure): Promise<Receipt> {
    return this.persons.inTurn(() => this.#decided(command));
  }

  async #decided(command: DecideErasure): Promise<Receipt> {
    const stream = erasureStream(command.input.erasureId);
    const asked = await this.streams.load(stream, erasure);
    const records = asked.status === 'requested' ? await this.#recordsOf(asked.leaderId) : [];
    const held = command.input.approved ? await Promise.all(records.map((id) => this.responsibilities.of(id, command.meta.today))) : [];
    const holds = await Promise.all(records.map((id) => this.streams.load(holdStream(id), hold)));
    const known = {
      self: await this.persons.of(command.meta.actor),
      held: held.flat(),
      hold: holds.find(({ status }) => status === 'held') ?? hold.initialState,
    };
    return this.streams.transact(command, stream, erasure, (decision, state) => decide(decision, state, known));
  }

  /** Every record of the person: theirs, and those that were merged into it. */
  async #recordsOf(leaderId: string): Promise<readonly string[]> {
    const { merged: records = [] }: KnownLeader = await this.streams.load(leaderStream(leaderId), knownLeader);
    return [leaderId, ...records];
  }
}
