import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort } from '../domain/cohort.js';
import { release, ReleasePlace } from '../domain/release-place.js';
import { cohortStream } from '../events.js';

@CommandHandler(ReleasePlace)
export class ReleasePlaceHandler implements ICommandHandler<ReleasePlace, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ReleasePlace): Promise<Receipt> {
    return this.streams.transact(command, cohortStream(command.input.cohortId), cohort, release);
  }
}
