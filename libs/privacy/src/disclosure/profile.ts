/** Which counts of people are not told, and how the others are rounded. */
export interface DisclosureProfile {
  /** The smallest count that is told; those from 1 up to it, and a nought among people, are masked. */
  readonly least: number;
  /** Counts that are told are rounded to multiples of this. */
  readonly roundTo: number;
}

/** Injects the profile of the installation. */
export const DISCLOSURE = Symbol('DisclosureProfile');

/** Counts from 1 to 9 are masked, or those from 1 to 7, as publishers of figures about the NHS workforce do. */
export const DISCLOSURE_PROFILES = {
  '1-9': { least: 10, roundTo: 5 },
  '1-7': { least: 8, roundTo: 5 },
} as const satisfies Record<string, DisclosureProfile>;

/** @throws Error that says what is known @param named as `DISCLOSURE_PROFILE` has it; `1-9` where absent */
export function disclosureProfile(named: string | undefined): DisclosureProfile {
  const known: Readonly<Record<string, DisclosureProfile>> = DISCLOSURE_PROFILES;
  const profile = known[named || '1-9'];
  if (!profile) throw new Error(`DISCLOSURE_PROFILE is ${named ?? ''}; it must be one of ${Object.keys(known).join(', ')}`);
  return profile;
}

/** A count as it is told. What is halfway goes up, so that the same count is always told alike. */
export function rounded(count: number, { roundTo }: DisclosureProfile): number {
  return Math.floor(count / roundTo + 0.5) * roundTo;
}

/** A share in whole hundredths, from rounded counts alone: what they do not tell, it does not tell either. Undefined of nothing. */
export function percentOf(part: number, whole: number): number | undefined {
  return whole > 0 ? Math.min(100, Math.round((100 * part) / whole)) : undefined;
}
