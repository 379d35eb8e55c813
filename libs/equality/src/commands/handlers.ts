import { type Handler, on } from '@app/event-store';
import { inTurn, Persons, whoActs } from '@app/identity';
import type { CommandMeta, Self } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { equality } from '../domain/equality.js';
import { leave, publication } from '../domain/figures.js';
import { publicationIdOf, PublishFigures, publishFigures } from '../domain/publish-figures.js';
import { PublishQuestionSet, publishQuestionSet } from '../domain/publish-question-set.js';
import { type QuestionSet, questionSet } from '../domain/question-set.js';
import { type KnownLeader, recordAnswers, RecordEqualityAnswers } from '../domain/record-equality-answers.js';
import { GrantUnmaskedFigures, grantUnmasked, ReadUnmaskedFigures, type Readable, readUnmasked } from '../domain/unmasked-figures.js';
import { withdrawAnswers, WithdrawEqualityAnswers } from '../domain/withdraw-equality-answers.js';
import { equalityStream, figuresStream, questionSetStream, unmaskedStream } from '../events.js';
import { Tabulating } from '../figures/tabulating.js';

const onQuestionSet = on(({ questionSetId }: { readonly questionSetId: string }) => questionSetStream(questionSetId), questionSet);
const onAnswers = on(({ leaderId }: { readonly leaderId: string }) => equalityStream(leaderId), equality);
/** One publication a day. */
const onFigures = on((_input: object, { today }: CommandMeta) => figuresStream(publicationIdOf(today)), publication);
const onUnmasked = on(({ grantId }: { readonly grantId: string }) => unmaskedStream(grantId), leave);

export const equalityHandlers: readonly Handler[] = [
  onQuestionSet(PublishQuestionSet, publishQuestionSet),
  onAnswers(
    RecordEqualityAnswers,
    (command, state, { leader, asked }: { readonly leader: KnownLeader; readonly asked: QuestionSet }) => recordAnswers(command, state, leader, asked),
    async ({ input: { leaderId, questionSetId } }, streams) => ({
      leader: await streams.load(leaderStream(leaderId), knownLeader),
      asked: await streams.recall(questionSetStream(questionSetId), questionSet),
    }),
  ),
  onAnswers(WithdrawEqualityAnswers, withdrawAnswers),
  onFigures(PublishFigures, publishFigures, (_command, _streams, { tabulating }) => tabulating.now(), { tabulating: Tabulating }),
  inTurn(onUnmasked(GrantUnmaskedFigures, grantUnmasked, whoActs, { persons: Persons })),
  onUnmasked(
    ReadUnmaskedFigures,
    (command, state, { readable, self }: { readonly readable: Readable; readonly self: Self }) => readUnmasked(command, state, readable, self),
    async ({ meta }, _streams, { tabulating, persons }) => ({ readable: await tabulating.readable(), self: await persons.of(meta.actor) }),
    { tabulating: Tabulating, persons: Persons },
  ),
];
