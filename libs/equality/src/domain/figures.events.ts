// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { Event, Instant, Sealed } from '@app/kernel';

/** Whom figures are about: everybody where none of these is said. */
export interface FigureScope {
  readonly nation?: string;
  readonly organisationId?: string;
  readonly programmeId?: string;
}

/** People by how far they came, rounded; what is masked is left out. */
export interface PublishedReach {
  readonly applied?: number;
  readonly offered?: number;
  readonly completed?: number;
}

export type PublishedFigure = FigureScope & PublishedReach;
/** Of one category of a characteristic. */
export type PublishedCategoryFigure = FigureScope & PublishedReach & { readonly characteristic: string; readonly category: string };

/** A characteristic that people are divided by, with its categories in the order in which they are shown. */
export interface PublishedCharacteristic {
  readonly code: string;
  readonly categories: readonly string[];
}

/**
 * Figures about people as anybody may see them: masked and rounded before they were recorded, so that what is stored says nothing about one
 * person, and nothing that happens to anybody later changes it. `countedAt` is the position in the log up to which people were counted;
 * counts from 1 to `masked` are left out, and so is whatever they could be reckoned from.
 */
export type FiguresPublished = Event<
  'FiguresPublished',
  {
    publicationId: string;
    countedAt: string;
    masked: number;
    roundTo: number;
    characteristics: readonly PublishedCharacteristic[];
    figures: readonly PublishedFigure[];
    categoryFigures: readonly PublishedCategoryFigure[];
  }
>;

/** Somebody may see figures unmasked for a time, by leave of somebody else. The reason is sealed under the grantee’s key `figures`. */
export type UnmaskedFiguresGranted = Event<
  'UnmaskedFiguresGranted',
  { grantId: string; granteeId: string; granterId: string; until: Instant; reason: Sealed<string> }
>;
/** They looked: at what, as counted up to which position. The figures themselves are stored nowhere. */
export type UnmaskedFiguresRead = Event<
  'UnmaskedFiguresRead',
  FigureScope & { grantId: string; readingId: string; readerId: string; characteristic?: string; countedAt: string; until: Instant }
>;

export type PublicationEvent = FiguresPublished;
export type UnmaskedEvent = UnmaskedFiguresGranted | UnmaskedFiguresRead;
