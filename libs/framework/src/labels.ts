import type { Labels } from '@app/feature';
import type { ShownTo } from '@app/graphql-kit';
import type { FrameworkEvent } from './domain/framework.events.js';

export const frameworkLabels = {
  events: {
    FrameworkVersionPublished: { en: 'Framework version published', cy: 'Cyhoeddwyd fersiwn o fframwaith' },
    FrameworkSuperseded: { en: 'Framework version superseded', cy: 'Disodlwyd fersiwn o fframwaith' },
    CrosswalkStated: { en: 'Crosswalk stated', cy: 'Nodwyd croesgyfeiriad' },
    CrosswalkWithdrawn: { en: 'Crosswalk withdrawn', cy: 'Tynnwyd croesgyfeiriad yn ôl' },
  },
} satisfies Labels<FrameworkEvent['type']>;

/** Who is shown that each was recorded: whoever reads the catalogue. */
export const frameworkShownTo: ShownTo<FrameworkEvent, 'facts'> = {
  FrameworkVersionPublished: 'facts',
  FrameworkSuperseded: 'facts',
  CrosswalkStated: 'facts',
  CrosswalkWithdrawn: 'facts',
};
