import { eventTypes, firstVersions } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { FrameworkEvent } from './domain/framework.events.js';
import { frameworkLabels } from './labels.js';

export * from './domain/framework.events.js';
export { type Framework, framework, type FrameworkVersion } from './domain/framework.js';

/** @param frameworkId a UUID */
export const frameworkStream = (frameworkId: string) => streamOf<FrameworkEvent>('framework', frameworkId);

export const frameworkEventTypes = eventTypes<FrameworkEvent>(firstVersions(frameworkLabels.events));
