import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PublishQuestionSet, publishQuestionSet } from '../domain/publish-question-set.js';
import { questionSet } from '../domain/question-set.js';
import { questionSetStream } from '../events.js';

@CommandHandler(PublishQuestionSet)
export class PublishQuestionSetHandler implements ICommandHandler<PublishQuestionSet, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: PublishQuestionSet): Promise<Receipt> {
    return this.streams.transact(command, questionSetStream(command.input.questionSetId), questionSet, publishQuestionSet);
  }
}
