import { derivedId } from '@app/kernel';
import type { CrosswalkEnd } from './framework.events.js';

// Never change: whatever was published is known by the ids that follow from it.
const NAMESPACE = '7d2f6c0a-9b41-4e58-8a6d-1c5e3f7a2b90';

/** The framework of a code: there is one, the same in every installation. */
export const frameworkIdOf = (code: string): string => derivedId(NAMESPACE, `framework/${code}`);

export const frameworkVersionIdOf = (frameworkId: string, version: string): string => derivedId(frameworkId, `version/${version}`);

/** @param code the element's */
export const frameworkElementIdOf = (versionId: string, code: string): string => derivedId(versionId, `element/${code}`);

/** Between two elements there is one crosswalk in each direction. */
export const crosswalkIdOf = (from: CrosswalkEnd, to: CrosswalkEnd): string =>
  derivedId(NAMESPACE, `crosswalk/${from.versionId}/${from.element}/${to.versionId}/${to.element}`);
