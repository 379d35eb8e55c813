import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChangeName, changeName } from '../domain/change-name.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(ChangeName)
export class ChangeNameHandler implements ICommandHandler<ChangeName, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ChangeName): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, changeName);
  }
}
