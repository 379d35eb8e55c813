import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { orderRetention, OrderRetention, retention } from '../domain/apply-retention.js';
import { hold } from '../domain/hold.js';
import { holdStream, retentionStream } from '../events.js';

@CommandHandler(OrderRetention)
export class OrderRetentionHandler implements ICommandHandler<OrderRetention, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: OrderRetention): Promise<Receipt> {
    const held: string[] = [];
    for (const { leaderId } of command.input.expired) {
      const { status } = await this.streams.load(holdStream(leaderId), hold);
      if (status === 'held') held.push(leaderId);
    }
    return this.streams.transact(command, retentionStream(command.input.runId), retention, (asked, state) => orderRetention(asked, state, held));
  }
}
