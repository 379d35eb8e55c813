import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { equality } from '../domain/equality.js';
import { questionSet } from '../domain/question-set.js';
import { recordAnswers, RecordEqualityAnswers } from '../domain/record-equality-answers.js';
import { equalityStream, questionSetStream } from '../events.js';

@CommandHandler(RecordEqualityAnswers)
export class RecordEqualityAnswersHandler implements ICommandHandler<RecordEqualityAnswers, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: RecordEqualityAnswers): Promise<Receipt> {
    const { leaderId, questionSetId } = command.input;
    const leader = await this.streams.load(leaderStream(leaderId), knownLeader);
    const asked = await this.streams.recall(questionSetStream(questionSetId), questionSet);
    return this.streams.transact(command, equalityStream(leaderId), equality, (answered, state) => recordAnswers(answered, state, leader, asked));
  }
}
