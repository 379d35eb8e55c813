import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leader } from '../domain/leader.js';
import { MergeLeaders, propose } from '../domain/merge-leaders.js';
import { leaderStream } from '../events.js';

@CommandHandler(MergeLeaders)
export class MergeLeadersHandler implements ICommandHandler<MergeLeaders, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  execute(command: MergeLeaders): Promise<Receipt> {
    return this.persons.inTurn(() => this.#decided(command));
  }

  async #decided(command: MergeLeaders): Promise<Receipt> {
    const { leaderId, mergedId } = command.input;
    const other = await this.streams.load(leaderStream(mergedId), leader);
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, leaderStream(leaderId), leader, (asked, state) => propose(asked, state, other, self));
  }
}
