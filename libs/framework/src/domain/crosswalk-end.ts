import type { CrosswalkEnd } from './framework.events.js';
import { frameworkVersionIdOf } from './framework-id.js';

/** An element, as a crosswalk names it. */
export interface ElementNamed {
  readonly frameworkId: string;
  readonly version: string;
  readonly element: string;
}

export interface EndsNamed {
  readonly from: ElementNamed;
  readonly to: ElementNamed;
}

/** The element as it is recorded; whether there is such a one is not asked here. */
export function endOf({ frameworkId, version, element }: ElementNamed): CrosswalkEnd {
  return { frameworkId, versionId: frameworkVersionIdOf(frameworkId, version), version, element };
}
