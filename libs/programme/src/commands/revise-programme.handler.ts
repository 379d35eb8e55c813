import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { programme } from '../domain/programme.js';
import { revise, ReviseProgramme } from '../domain/revise-programme.js';
import { programmeStream } from '../events.js';

@CommandHandler(ReviseProgramme)
export class ReviseProgrammeHandler implements ICommandHandler<ReviseProgramme, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ReviseProgramme): Promise<Receipt> {
    return this.streams.transact(command, programmeStream(command.input.programmeId), programme, revise);
  }
}
