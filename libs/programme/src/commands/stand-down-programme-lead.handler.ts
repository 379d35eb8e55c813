import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { standDown, StandDownProgrammeLead } from '../domain/stand-down-programme-lead.js';
import { programme } from '../domain/programme.js';
import { programmeStream } from '../events.js';

@CommandHandler(StandDownProgrammeLead)
export class StandDownProgrammeLeadHandler implements ICommandHandler<StandDownProgrammeLead, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: StandDownProgrammeLead): Promise<Receipt> {
    return this.streams.transact(command, programmeStream(command.input.programmeId), programme, standDown);
  }
}
