import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { appointPanelMember, AppointSelectionPanelMember } from '../domain/appoint-selection-panel-member.js';
import { cohort } from '../domain/cohort.js';
import { cohortStream } from '../events.js';

@CommandHandler(AppointSelectionPanelMember)
export class AppointSelectionPanelMemberHandler implements ICommandHandler<AppointSelectionPanelMember, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: AppointSelectionPanelMember): Promise<Receipt> {
    const { cohortId, personId } = command.input;
    const person = await this.streams.load(leaderStream(personId), knownLeader);
    return this.streams.transact(command, cohortStream(cohortId), cohort, (asked, state) => appointPanelMember(asked, state, person));
  }
}
