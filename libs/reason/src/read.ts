import { loader } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import { type Language, type LocalText, shownIn } from '@app/localisation';
import type { Moment } from '@app/read-model';
import sql from 'sql-template-tag';
import { BUNDLED } from './domain/bundled.js';
import { reasonCodeIdOf } from './domain/reason-code.js';
import type { ReasonName } from './domain/reason-code.events.js';
import { ReasonCodeRow } from './read-model/reason-code.row.js';

/** A reason that can be given, or could once. */
export interface ListedReason {
  readonly id: string;
  readonly code: string;
  readonly name: ReasonName;
  readonly retired: boolean;
}

const bundled: readonly ListedReason[] = Object.entries(BUNDLED).map(([code, name]) => ({ id: reasonCodeIdOf(code), code, name, retired: false }));

/** Every reason that was on the list at a moment, by its code: those that come with the product, as they were recorded since, and the installation's own. */
export function reasonsAt(moment: Moment): Promise<ReadonlyMap<string, ListedReason>> {
  return loader<string, ReadonlyMap<string, ListedReason>>(moment, 'reasons', async (all) => {
    // Known by then, whatever day is asked about: a reason has no days.
    const known = moment.snapshot.moment({ asOf: moment.snapshot.today, knownAt: moment.position });
    const rows = await known.query<ReasonCodeRow>(sql`select ${known.columns(ReasonCodeRow)} from ${known.everyone(ReasonCodeRow)}`);
    const listed = new Map(bundled.map((reason) => [reason.code, reason]));
    for (const { id, code, nameEn, nameCy, retired } of rows) {
      const before = listed.get(code)?.name ?? { en: code, cy: code };
      listed.set(code, { id, code, name: { en: nameEn ?? before.en, cy: nameCy ?? before.cy }, retired });
    }
    return all.map(() => listed);
  }).load('all');
}

/** Why something was recorded, as its reader is told it. */
export interface ToldReason {
  readonly reasonCode: string | null;
  readonly reason: LocalText | null;
}

/** What is told in place of a text that is on no list: before reasons were, any could be given, and it may be about somebody. */
const NOT_LISTED = 'NOT_REGISTERED';
const notListed: ReasonName = { en: 'A reason that is not registered', cy: 'Rheswm nad yw wedi’i gofrestru' };
const NONE: ToldReason = { reasonCode: null, reason: null };

/** Tells what a reason is called, from the text that was recorded. */
export type TellReason = (code: string | undefined) => ToldReason;

/** Tells reasons by what was on the list at a moment. */
export async function tellsReasons(moment: Moment, language: Language): Promise<TellReason> {
  const listed = await reasonsAt(moment);
  return (code) => {
    if (code === undefined) return NONE;
    const known = listed.get(code);
    return { reasonCode: known ? code : NOT_LISTED, reason: shownIn(language, known?.name ?? notListed) };
  };
}

/** Reasons are for whoever has a role. */
export const reasonAccess: readonly Anchored[] = [{ resource: 'ReasonCode', rows: ReasonCodeRow }];
