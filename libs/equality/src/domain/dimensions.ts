import type { FigureScope } from './figures.events.js';
import { refuse } from './refusals.js';

/** What figures may be asked by, together; each also with a characteristic. Nothing else is answered. */
export const LISTED: readonly (readonly (keyof FigureScope)[])[] = [[], ['nation'], ['organisationId'], ['programmeId'], ['organisationId', 'programmeId']];

/** @throws Refused FIGURES_DIMENSIONS naming what may be asked by */
export function checkDimensions(scope: FigureScope): void {
  const given = (['nation', 'organisationId', 'programmeId'] as const).filter((dimension) => scope[dimension] !== undefined);
  if (!LISTED.some((listed) => listed.length === given.length && given.every((dimension) => listed.includes(dimension)))) throw refuse('FIGURES_DIMENSIONS');
}
