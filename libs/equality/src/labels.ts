import type { Labels } from '@app/feature';
import type { EqualityEvent } from './domain/equality.events.js';
import type { PublicationEvent, UnmaskedEvent } from './domain/figures.events.js';
import type { QuestionSetEvent } from './domain/question-set.events.js';

export const equalityLabels = {
  events: {
    QuestionSetPublished: { en: 'Equality questions published', cy: 'Cyhoeddwyd cwestiynau cydraddoldeb' },
    EqualityAnswersRecorded: { en: 'Equality answers given', cy: 'Rhoddwyd atebion cydraddoldeb' },
    EqualityAnswersWithdrawn: { en: 'Equality answers withdrawn', cy: 'Tynnwyd atebion cydraddoldeb yn ôl' },
    FiguresPublished: { en: 'Figures published', cy: 'Cyhoeddwyd ffigurau' },
    UnmaskedFiguresGranted: { en: 'Leave given to see figures unmasked', cy: 'Caniatawyd gweld ffigurau heb eu cuddio' },
    UnmaskedFiguresRead: { en: 'Figures seen unmasked', cy: 'Gwelwyd ffigurau heb eu cuddio' },
  },
  fields: {
    questionSetId: { en: 'Set of questions', cy: 'Set o gwestiynau' },
    answers: { en: 'Answers', cy: 'Atebion' },
    countedAs: { en: 'Counted as', cy: 'Cyfrifir fel' },
    grantId: { en: 'Leave', cy: 'Caniatâd' },
    granteeId: { en: 'Who was given leave', cy: 'Y sawl a gafodd ganiatâd' },
    granterId: { en: 'Who gave leave', cy: 'Y sawl a roddodd ganiatâd' },
    readingId: { en: 'Reading of figures', cy: 'Darlleniad o ffigurau' },
    characteristic: { en: 'Characteristic', cy: 'Nodwedd' },
    countedAt: { en: 'Counted up to this position in the log', cy: 'Cyfrifwyd hyd at y safle hwn yn y log' },
  },
  tables: {
    EqualityAnswers: { en: 'Your equality answers', cy: 'Eich atebion cydraddoldeb' },
  },
} satisfies Labels<(QuestionSetEvent | EqualityEvent | PublicationEvent | UnmaskedEvent)['type']>;
