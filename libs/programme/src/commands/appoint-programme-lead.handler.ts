import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { appointLead, AppointProgrammeLead } from '../domain/appoint-programme-lead.js';
import { programme } from '../domain/programme.js';
import { programmeStream } from '../events.js';

@CommandHandler(AppointProgrammeLead)
export class AppointProgrammeLeadHandler implements ICommandHandler<AppointProgrammeLead, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: AppointProgrammeLead): Promise<Receipt> {
    const { programmeId, personId } = command.input;
    const person = await this.streams.load(leaderStream(personId), knownLeader);
    return this.streams.transact(command, programmeStream(programmeId), programme, (asked, state) => appointLead(asked, state, person));
  }
}
