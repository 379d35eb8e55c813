// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event } from '@app/kernel';

/** Why words of a publisher stand in English alone. */
export const WELSH_MISSING = ['NOT_PUBLISHED', 'NOT_FOUND', 'NOT_KNOWN', 'REQUESTED'] as const;
export type WelshMissing = (typeof WELSH_MISSING)[number];

/** A publisher's words: in Welsh as well, or else with why not. One of the two is always there. */
export interface Wording {
  readonly en: string;
  readonly cy?: string;
  readonly cyMissing?: WelshMissing;
}

/** Words of whoever records them: in both languages. */
export interface OwnWording {
  readonly en: string;
  readonly cy: string;
}

export const LICENCE_STATUSES = ['OPEN_GOVERNMENT_LICENCE', 'PERMISSION_RECORDED', 'NAMES_ONLY', 'OWN'] as const;
export type LicenceStatus = (typeof LICENCE_STATUSES)[number];

export const SCALE_OWNERS = ['PUBLISHER', 'PRODUCT'] as const;
export type ScaleOwner = (typeof SCALE_OWNERS)[number];

/** The mapping relations of SKOS, each as what it leads to is to what it leads from. */
export const CROSSWALK_STRENGTHS = ['EXACT', 'CLOSE', 'BROADER', 'NARROWER', 'RELATED'] as const;
export type CrosswalkStrength = (typeof CROSSWALK_STRENGTHS)[number];

export interface FrameworkElement {
  /** Its own within the version, such as `self-leadership`. */
  readonly code: string;
  /** The element that it is a part of; of the first level where absent. */
  readonly parentCode?: string;
  readonly names: Wording;
  /** What shows it in what somebody does, where the licence has that be kept here. */
  readonly descriptors?: readonly Wording[];
}

export interface FrameworkLevel {
  /** Its own within the version. */
  readonly code: string;
  readonly names: Wording;
  /** Its place on the scale, from the lowest. Absent where it is none, such as “no chance to demonstrate”: it is no number, and no gap is counted from or to it. */
  readonly rank?: number;
}

export interface VersionRef {
  readonly frameworkId: string;
  readonly versionId: string;
  /** The framework's. */
  readonly code: string;
  readonly version: string;
}

/** A version never changes: what is said otherwise is another version. It may be used from the day on which this holds. */
export type FrameworkVersionPublished = Event<
  'FrameworkVersionPublished',
  VersionRef & {
    names: Wording;
    publisher: string;
    /** Where it was found: a document and its address. */
    source: string;
    licence: { readonly status: LicenceStatus; readonly note: OwnWording };
    /** By what the publisher's permission is filed, such as a licence number. */
    permission?: string;
    descriptorsBundled: boolean;
    /** What whoever uses it should know, such as what is unconfirmed. */
    note?: OwnWording;
    /** In the order in which they are shown, whatever their depth. */
    elements: readonly FrameworkElement[];
    /** From the lowest level to the highest, then those without a rank. */
    scale: readonly FrameworkLevel[];
    scaleOwner: ScaleOwner;
  }
>;

/** From this day on another version is used in its place. What was recorded under it stays under it: nothing is mapped by itself. */
export type FrameworkSuperseded = Event<'FrameworkSuperseded', VersionRef & { by: VersionRef }>;

export interface CrosswalkEnd {
  readonly frameworkId: string;
  readonly versionId: string;
  readonly version: string;
  /** The element's code. */
  readonly element: string;
}
interface CrosswalkRef {
  readonly crosswalkId: string;
  readonly from: CrosswalkEnd;
  readonly to: CrosswalkEnd;
}

/** How one element corresponds to one of another version. Recorded in the stream of the framework that it leads from; said anew, it replaces what was said before. */
export type CrosswalkStated = Event<
  'CrosswalkStated',
  CrosswalkRef & {
    strength: CrosswalkStrength;
    /** Who says so: a body, and its document. */
    source: string;
  }
>;
export type CrosswalkWithdrawn = Event<'CrosswalkWithdrawn', CrosswalkRef>;

export type FrameworkEvent = FrameworkVersionPublished | FrameworkSuperseded | CrosswalkStated | CrosswalkWithdrawn;
