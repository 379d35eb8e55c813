import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { delegation } from '../domain/delegation.js';
import { endDelegation, EndDelegation } from '../domain/end-delegation.js';
import { delegationStream } from '../events.js';

@CommandHandler(EndDelegation)
export class EndDelegationHandler implements ICommandHandler<EndDelegation, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: EndDelegation): Promise<Receipt> {
    return this.streams.transact(command, delegationStream(command.input.delegationId), delegation, endDelegation);
  }
}
