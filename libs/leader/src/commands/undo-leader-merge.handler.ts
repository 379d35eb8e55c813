import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UndoLeaderMerge, undoMerge } from '../domain/merge-leaders.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(UndoLeaderMerge)
export class UndoLeaderMergeHandler implements ICommandHandler<UndoLeaderMerge, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: UndoLeaderMerge): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, undoMerge);
  }
}
