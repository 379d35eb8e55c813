import { addDays, type CalendarDate, Command, derivedId } from '@app/kernel';
import type { FiguresPublished, PublicationEvent } from './figures.events.js';
import type { Publication } from './figures.js';
import { refuse } from './refusals.js';

/** Publishes figures as people stand now. */
export class PublishFigures extends Command<object> {}

/** The fewest days between two publications: the more lies between them, the less a difference says about anybody. */
export const DAYS_BETWEEN = 28;
// Never change: a publication is known by it.
const NAMESPACE = 'd6c1f0f5-2d3b-5d6c-9a3a-5c0f7d4a9e11';

/** There is one publication in a month, whoever asks for it. */
export const publicationIdOf = (day: CalendarDate): string => derivedId(NAMESPACE, day.slice(0, 7));

/** Everything that was counted, masked already; and when figures were published last. */
export interface Tabulated extends Omit<FiguresPublished['data'], 'publicationId'> {
  readonly last?: CalendarDate;
}

export function publishFigures({ meta }: PublishFigures, state: Publication, tabulated: Tabulated): readonly PublicationEvent[] {
  const { last, ...figures } = tabulated;
  const next = last === undefined ? undefined : addDays(last, DAYS_BETWEEN);
  if (state.status === 'published' || (next !== undefined && meta.today < next)) {
    throw refuse('FIGURES_TOO_SOON', { last: last ?? meta.today, next: next ?? addDays(meta.today, DAYS_BETWEEN), days: DAYS_BETWEEN });
  }
  return [{ type: 'FiguresPublished', data: { publicationId: publicationIdOf(meta.today), ...figures } }];
}
