import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leader } from '../domain/leader.js';
import { UndoLeaderMerge, undoMerge } from '../domain/merge-leaders.js';
import { leaderStream } from '../events.js';

@CommandHandler(UndoLeaderMerge)
export class UndoLeaderMergeHandler implements ICommandHandler<UndoLeaderMerge, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  execute(command: UndoLeaderMerge): Promise<Receipt> {
    return this.persons.inTurn(() => this.#decided(command));
  }

  async #decided(command: UndoLeaderMerge): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, (asked, state) => undoMerge(asked, state, self));
  }
}
