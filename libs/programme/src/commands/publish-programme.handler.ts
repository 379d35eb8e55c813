import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { programme } from '../domain/programme.js';
import { publish, PublishProgramme } from '../domain/publish-programme.js';
import { programmeStream } from '../events.js';

@CommandHandler(PublishProgramme)
export class PublishProgrammeHandler implements ICommandHandler<PublishProgramme, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: PublishProgramme): Promise<Receipt> {
    return this.streams.transact(command, programmeStream(command.input.programmeId), programme, publish);
  }
}
