import { Command } from '@app/kernel';
import { refuse } from './refusals.js';
import type { AnswerDocument, AnswerWay, SubjectAccessEvent } from './subject-access.events.js';
import type { SubjectAccess } from './subject-access.js';

/** Records that the person has, or is about to be handed, what was asked for. */
export class AnswerSubjectAccess extends Command<{
  readonly requestId: string;
  readonly way: AnswerWay;
  readonly language: 'en' | 'cy';
  readonly upTo: string;
  readonly documents: readonly AnswerDocument[];
}> {}

export function answerSubjectAccess({ input }: AnswerSubjectAccess, state: SubjectAccess): readonly SubjectAccessEvent[] {
  if (state.status === 'none') throw refuse('SUBJECT_ACCESS_NOT_FOUND');
  const { way, language, upTo, documents } = input;
  const { requestId, leaderId } = state;
  return [{ type: 'SubjectAccessAnswered', data: { requestId, leaderId, way, language, upTo, documents } }];
}
