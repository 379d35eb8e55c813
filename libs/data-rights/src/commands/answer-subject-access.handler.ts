import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerSubjectAccess, AnswerSubjectAccess } from '../domain/answer-subject-access.js';
import { subjectAccess } from '../domain/subject-access.js';
import { subjectAccessStream } from '../events.js';

@CommandHandler(AnswerSubjectAccess)
export class AnswerSubjectAccessHandler implements ICommandHandler<AnswerSubjectAccess, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: AnswerSubjectAccess): Promise<Receipt> {
    return this.streams.transact(command, subjectAccessStream(command.input.requestId), subjectAccess, answerSubjectAccess);
  }
}
