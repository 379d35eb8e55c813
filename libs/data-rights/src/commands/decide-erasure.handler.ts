import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Responsibilities } from '../carrying-out/responsibilities.js';
import { decide, DecideErasure } from '../domain/decide-erasure.js';
import { erasure } from '../domain/erasure.js';
import { erasureStream } from '../events.js';

@CommandHandler(DecideErasure)
export class DecideErasureHandler implements ICommandHandler<DecideErasure, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly responsibilities: Responsibilities,
  ) {}

  async execute(command: DecideErasure): Promise<Receipt> {
    const stream = erasureStream(command.input.erasureId);
    const asked = await this.streams.load(stream, erasure);
    const held = asked.status === 'requested' && command.input.approved ? await this.responsibilities.of(asked.leaderId, command.meta.today) : [];
    return this.streams.transact(command, stream, erasure, (decision, state) => decide(decision, state, held));
  }
}
