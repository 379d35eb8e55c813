import { aPerson, Command, derivedId, isSelf, present, seal, type Self } from '@app/kernel';
import type { FigureScope, UnmaskedEvent } from './figures.events.js';
import type { Leave } from './figures.js';
import { refuse } from './refusals.js';
import { checkDimensions } from './dimensions.js';

/** Allows somebody to see figures unmasked, for a closed session of a board. */
export class GrantUnmaskedFigures extends Command<{
  readonly grantId: string;
  readonly granteeId: string;
  /** From now on. */
  readonly hours: number;
  readonly reason: string;
}> {}

/** Looks at figures unmasked. */
export class ReadUnmaskedFigures extends Command<FigureScope & { readonly grantId: string; readonly characteristic?: string | undefined }> {}

export const MOST_HOURS = 48;
const HOUR = 3_600_000;

/** A reading is known by the command that asked for it. */
export const readingIdOf = (commandId: string): string => derivedId(commandId, 'reading');

export function grantUnmasked({ input, meta }: GrantUnmaskedFigures, state: Leave, self: Self): readonly UnmaskedEvent[] {
  const { grantId, granteeId, hours, reason } = input;
  const { id } = meta.actor;
  if (state.status !== 'none') throw refuse('UNMASKED_ALREADY_GRANTED');
  aPerson(meta.actor);
  if (self.has(granteeId)) throw refuse('UNMASKED_NEEDS_SECOND_PERSON');
  if (!Number.isInteger(hours) || hours < 1 || hours > MOST_HOURS) throw refuse('UNMASKED_TOO_LONG', { most: MOST_HOURS });
  const until = new Date(Date.parse(meta.now) + hours * HOUR).toISOString();
  return [
    {
      type: 'UnmaskedFiguresGranted',
      data: { grantId, granteeId, granterId: id, until, reason: seal({ subject: granteeId, purpose: 'figures' }, reason) },
    },
  ];
}

/** What of figures can be read now. */
export interface Readable {
  /** The position up to which people are counted. */
  readonly countedAt: string;
  /** What they can be divided by. */
  readonly characteristics: readonly string[];
}

/**
 * What was read goes on record, so the characteristic is one that there is.
 * @param self whoever reads: who granted it may have been linked with them since
 */
export function readUnmasked(
  { input, meta }: ReadUnmaskedFigures,
  state: Leave,
  { countedAt, characteristics }: Readable,
  self: Self,
): readonly UnmaskedEvent[] {
  const { grantId, nation, organisationId, programmeId, characteristic } = input;
  const { id, onBehalfOf } = meta.actor;
  if (state.status === 'none' || state.granteeId !== id || onBehalfOf !== undefined) throw refuse('UNMASKED_NOT_GRANTED');
  // Whoever granted it might stand behind a service account.
  aPerson(meta.actor);
  if (isSelf(self, state.granterIds)) throw refuse('UNMASKED_NEEDS_SECOND_PERSON');
  if (meta.now >= state.until) throw refuse('UNMASKED_ENDED', { until: state.until });
  checkDimensions(input);
  if (characteristic !== undefined && !characteristics.includes(characteristic))
    throw refuse('FIGURES_CHARACTERISTIC', { characteristic, characteristics: characteristics.join(', ') });
  return [
    {
      type: 'UnmaskedFiguresRead',
      data: {
        ...present({ nation, organisationId, programmeId, characteristic }),
        grantId,
        readingId: readingIdOf(meta.commandId),
        readerId: id,
        countedAt,
        until: state.until,
      },
    },
  ];
}
