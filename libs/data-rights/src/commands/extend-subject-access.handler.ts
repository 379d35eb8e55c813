import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { extendSubjectAccess, ExtendSubjectAccess } from '../domain/extend-subject-access.js';
import { subjectAccess } from '../domain/subject-access.js';
import { subjectAccessStream } from '../events.js';

@CommandHandler(ExtendSubjectAccess)
export class ExtendSubjectAccessHandler implements ICommandHandler<ExtendSubjectAccess, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly persons: Persons,
  ) {}

  async execute(command: ExtendSubjectAccess): Promise<Receipt> {
    const self = await this.persons.of(command.meta.actor);
    return this.streams.transact(command, subjectAccessStream(command.input.requestId), subjectAccess, (asked, state) =>
      extendSubjectAccess(asked, state, self),
    );
  }
}
