import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Fold, Receipt } from '@app/kernel';
import { type ProgrammeEvent, programmeStream } from '@app/programme/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { enrolment } from '../domain/enrolment.js';
import type { KnownProgramme } from '../domain/known.js';
import { screen, ScreenApplicant } from '../domain/screen-applicant.js';
import { ofAnother } from '../domain/stage.js';
import { enrolmentStream } from '../events.js';

const knownProgramme: Fold<KnownProgramme, ProgrammeEvent> = { initialState: { status: 'none' }, evolve: () => ({ status: 'published' }) };

@CommandHandler(ScreenApplicant)
export class ScreenApplicantHandler implements ICommandHandler<ScreenApplicant, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: ScreenApplicant): Promise<Receipt> {
    const { enrolmentId, signpostedTo } = command.input;
    const signposted = signpostedTo ? await this.streams.load(programmeStream(signpostedTo), knownProgramme) : undefined;
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, enrolmentStream(enrolmentId), enrolment, (asked, state) => screen(asked, ofAnother(state, self), signposted));
  }
}
