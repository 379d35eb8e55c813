import { eventTypes, firstVersions } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { EqualityEvent } from './domain/equality.events.js';
import type { PublicationEvent, UnmaskedEvent } from './domain/figures.events.js';
import type { QuestionSetEvent } from './domain/question-set.events.js';
import { equalityLabels } from './labels.js';

export * from './domain/equality.events.js';
export * from './domain/figures.events.js';
export * from './domain/question-set.events.js';

/** @param questionSetId a UUID */
export const questionSetStream = (questionSetId: string) => streamOf<QuestionSetEvent>('questions', questionSetId);
/** Apart from the leader's own stream: whoever reads that finds none of it. @param leaderId a UUID */
export const equalityStream = (leaderId: string) => streamOf<EqualityEvent>('equality', leaderId);
/** @param publicationId a UUID */
export const figuresStream = (publicationId: string) => streamOf<PublicationEvent>('figures', publicationId);
/** @param grantId a UUID */
export const unmaskedStream = (grantId: string) => streamOf<UnmaskedEvent>('unmasked', grantId);

export const equalityEventTypes = eventTypes<QuestionSetEvent | EqualityEvent | PublicationEvent | UnmaskedEvent>(firstVersions(equalityLabels.events));
