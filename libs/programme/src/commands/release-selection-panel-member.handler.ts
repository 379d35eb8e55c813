import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { releasePanelMember, ReleaseSelectionPanelMember } from '../domain/release-selection-panel-member.js';
import { cohort } from '../domain/cohort.js';
import { cohortStream } from '../events.js';

@CommandHandler(ReleaseSelectionPanelMember)
export class ReleaseSelectionPanelMemberHandler implements ICommandHandler<ReleaseSelectionPanelMember, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ReleaseSelectionPanelMember): Promise<Receipt> {
    return this.streams.transact(command, cohortStream(command.input.cohortId), cohort, releasePanelMember);
  }
}
