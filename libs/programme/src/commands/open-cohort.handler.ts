import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { knownOrganisation, organisationStream } from '@app/organisation/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort } from '../domain/cohort.js';
import { open, OpenCohort } from '../domain/open-cohort.js';
import { programme } from '../domain/programme.js';
import { cohortStream, programmeStream } from '../events.js';

@CommandHandler(OpenCohort)
export class OpenCohortHandler implements ICommandHandler<OpenCohort, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: OpenCohort): Promise<Receipt> {
    const { cohortId, programmeId, organisationId } = command.input;
    const [runs, deliverer] = await Promise.all([
      this.streams.load(programmeStream(programmeId), programme),
      organisationId ? this.streams.load(organisationStream(organisationId), knownOrganisation) : undefined,
    ]);
    return this.streams.transact(command, cohortStream(cohortId), cohort, (asked, state) => open(asked, state, { programme: runs, deliverer }));
  }
}
