import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leader } from '../domain/leader.js';
import { merge, MergeLeaders } from '../domain/merge-leaders.js';
import { leaderStream } from '../events.js';

@CommandHandler(MergeLeaders)
export class MergeLeadersHandler implements ICommandHandler<MergeLeaders, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: MergeLeaders): Promise<Receipt> {
    const { leaderId, mergedId } = command.input;
    const other = await this.streams.load(leaderStream(mergedId), leader);
    return this.streams.transact(command, leaderStream(leaderId), leader, (asked, state) => merge(asked, state, other));
  }
}
