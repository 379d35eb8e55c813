import { eventTypes, firstVersions } from '@app/event-store';
import type { FactVoided } from './domain/correction.events.js';
import { correctionLabels } from './labels.js';

export * from './domain/correction.events.js';

export const correctionEventTypes = eventTypes<FactVoided>(firstVersions(correctionLabels.events));
