/** What a process of the torture tells the harness. Times are of the machine's monotonic clock, in milliseconds since the epoch. */
export type Told =
  | { readonly kind: 'ready'; readonly url?: string; readonly ownerUrl?: string }
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** A writer was answered with what no client can make anything of. */
  | { readonly kind: 'broken'; readonly why: string }
  /** Every writer of the process has had its last answer. */
  | { readonly kind: 'ended' };

/** What the harness asks of them. */
export type Asked =
  | { readonly kind: 'end' }
  /** The clock is to be so many milliseconds ahead of the machine's; less than none is behind. */
  | { readonly kind: 'clock'; readonly offsetMs: number }
  | { readonly kind: 'database'; readonly up: boolean };

/** How far the writers of one process have come, since their first start. */
export interface Progress {
  readonly answered: number;
  readonly recorded: number;
  /** The last answer: when its command was first sent, and when it came. */
  readonly sentAt: number;
  readonly at: number;
  /** Since this was last told: how often a command was sent again, by what was said, and the longest that an attempt took. */
  readonly again: Readonly<Record<string, number>>;
  readonly slowestMs: number;
}

/** Now, whatever is done to the clocks. */
export const monotonic = (): number => performance.timeOrigin + performance.now();
