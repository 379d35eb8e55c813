import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { Erasing } from '@app/privacy';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { begin, BeginErasure } from '../domain/carry-out.js';
import { erasure } from '../domain/erasure.js';
import { erasureStream } from '../events.js';

@CommandHandler(BeginErasure)
export class BeginErasureHandler implements ICommandHandler<BeginErasure, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly erasing: Erasing,
  ) {}

  async execute(command: BeginErasure): Promise<Receipt> {
    const stream = erasureStream(command.input.erasureId);
    const state = await this.streams.load(stream, erasure);
    const found = state.status === 'approved' ? await this.erasing.entomb(state.leaderId) : { keys: [], since: command.meta.now };
    return this.streams.transact(command, stream, erasure, (asked, current) => begin(asked, current, found));
  }
}
