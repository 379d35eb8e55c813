import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort } from '../domain/cohort.js';
import { hold, HoldPlace } from '../domain/hold-place.js';
import { cohortStream } from '../events.js';

@CommandHandler(HoldPlace)
export class HoldPlaceHandler implements ICommandHandler<HoldPlace, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: HoldPlace): Promise<Receipt> {
    return this.streams.transact(command, cohortStream(command.input.cohortId), cohort, hold);
  }
}
