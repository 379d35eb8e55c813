import type { Instant } from '@app/kernel';

/** What version 1 told: about a minute of one reader, each person once, with fields of their own. */
interface EarlierReads {
  readonly since: Instant;
  readonly until: Instant;
  readonly reads: readonly { readonly leaderId: string; readonly fields: readonly string[] }[];
}

/** Version 1 of `PersonalDataRead` as version 2. */
export function upcastReads(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { since, until, reads, ...reader } = data as unknown as EarlierReads;
  return { ...reader, reads: reads.map(({ leaderId, fields }) => ({ fields, since, until, leaderIds: [leaderId] })) };
}
