import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { delegation } from '../domain/delegation.js';
import { grant, GrantDelegation } from '../domain/grant-delegation.js';
import { delegationStream } from '../events.js';

@CommandHandler(GrantDelegation)
export class GrantDelegationHandler implements ICommandHandler<GrantDelegation, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  execute(command: GrantDelegation): Promise<Receipt> {
    return this.persons.inTurn(() => this.#decided(command));
  }

  async #decided(command: GrantDelegation): Promise<Receipt> {
    const { delegationId, principalId, deputyId } = command.input;
    const [principal, deputy] = await Promise.all([
      this.streams.load(leaderStream(principalId), knownLeader),
      this.streams.load(leaderStream(deputyId), knownLeader),
    ]);
    const known = { principal, deputy, self: await this.persons.of(command.meta.actor) };
    return this.streams.transact(command, delegationStream(delegationId), delegation, (asked, state) => grant(asked, state, known));
  }
}
