import { type CalendarDate, type CommandMeta, notBefore } from '@app/kernel';

/** How long somebody has held an appointment, or did: the day after the last is `until`. */
interface Tenure {
  readonly since: CalendarDate;
  readonly until?: CalendarDate;
}

/** An appointment that several people may hold at once, by person: how each of them last held it. */
export type Tenures = ReadonlyMap<string, Tenure>;

export const nobody: Tenures = new Map();

export function begun(tenures: Tenures, personId: string, since: CalendarDate): Tenures {
  return new Map(tenures).set(personId, { since });
}

export function ended(tenures: Tenures, personId: string, until: CalendarDate): Tenures {
  const tenure = tenures.get(personId);
  return tenure ? new Map(tenures).set(personId, { ...tenure, until }) : tenures;
}

/** Whether somebody’s tenure begins by this, who may have held it before; not where they hold it on that day already. */
export function beginsTenure(tenures: Tenures, personId: string, { effectiveOn }: CommandMeta): boolean {
  const tenure = tenures.get(personId);
  if (!tenure) return true;
  if (tenure.until === undefined) return effectiveOn < tenure.since;
  notBefore(tenure.until, effectiveOn);
  return true;
}

/** Whether somebody’s tenure ends by this: `never` where they never held it, `already` where they have left it. */
export function endsTenure(tenures: Tenures, personId: string, { effectiveOn }: CommandMeta): 'now' | 'already' | 'never' {
  const tenure = tenures.get(personId);
  if (!tenure) return 'never';
  if (tenure.until !== undefined) return 'already';
  notBefore(tenure.since, effectiveOn);
  return 'now';
}
