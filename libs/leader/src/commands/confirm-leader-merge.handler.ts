import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leader } from '../domain/leader.js';
import { confirm, ConfirmLeaderMerge } from '../domain/merge-leaders.js';
import { leaderStream } from '../events.js';

@CommandHandler(ConfirmLeaderMerge)
export class ConfirmLeaderMergeHandler implements ICommandHandler<ConfirmLeaderMerge, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  execute(command: ConfirmLeaderMerge): Promise<Receipt> {
    return this.persons.inTurn(() => this.#decided(command));
  }

  async #decided(command: ConfirmLeaderMerge): Promise<Receipt> {
    const { leaderId, mergedId } = command.input;
    const other = await this.streams.load(leaderStream(mergedId), leader);
    const self = await this.persons.of(command.meta.actor);
    const records = await this.persons.couldBe([leaderId, mergedId]);
    const mergers = [...(await this.persons.mergersOf(leaderId)), ...(await this.persons.mergersOf(mergedId))];
    return this.streams.transact(command, leaderStream(leaderId), leader, (asked, state) => confirm(asked, state, other, { self, records, mergers }));
  }
}
