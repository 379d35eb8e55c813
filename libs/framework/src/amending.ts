import { amending } from '@app/event-store';
import type { FrameworkEvent } from './domain/framework.events.js';
import { type Framework, framework } from './domain/framework.js';
import { standsInFramework } from './domain/stands.js';
import { frameworkLabels, frameworkShownTo } from './labels.js';
import { frameworkFacts } from './rules.js';

export const frameworkAmending = amending<Framework, FrameworkEvent>({
  category: 'framework',
  of: 'Framework',
  shownTo: frameworkShownTo,
  fold: framework,
  stands: standsInFramework,
  labels: frameworkLabels.events,
  named: { FrameworkVersionPublished: 'versionId' },
  facts: frameworkFacts,
});
