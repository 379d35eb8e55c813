import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Shares by name; they need not sum to one. */
export type Shares<Name extends string> = Readonly<Record<Name, number>>;

/** A stream of chances that a seed and a name decide: the same two always give the same. */
export class Random {
  private readonly source: ReturnType<typeof xoroshiro128plus>;

  /** @param name what is decided by it, so that one decision more somewhere changes nothing elsewhere */
  constructor(seed: string, name: string) {
    this.source = xoroshiro128plus(createHash('sha256').update(`${seed}\n${name}`).digest().readInt32BE(0));
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return uniformInt(this.source, least, most);
  }

  chance(share: number): boolean {
    return this.whole(0, 999_999) < share * 1_000_000;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.whole(0, list.length - 1)] ?? list[0];
  }

  /** A name, as often as its share among all. */
  weighted<Name extends string>(shares: Shares<Name>): Name {
    const entries = Object.entries<number>(shares) as [Name, number][];
    const total = entries.reduce((sum, [, share]) => sum + share, 0);
    let left = (this.whole(0, 999_999) / 1_000_000) * total;
    for (const [name, share] of entries) {
      left -= share;
      if (left < 0) return name;
    }
    throw new Error('nothing to choose from');
  }

  shuffled<T>(list: readonly T[]): T[] {
    const shuffled = [...list];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.whole(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }
}

/**
 * Deals names out in exact shares: what one round rounds away, the next makes up. So a rare course of events occurs as
 * soon as its share of all those dealt reaches one, whatever the seed.
 */
export class Dealer<Name extends string> {
  private readonly owed = new Map<Name, number>();
  private readonly total: number;

  constructor(private readonly shares: Shares<Name>) {
    this.total = Object.values<number>(shares).reduce((sum, share) => sum + share, 0);
  }

  /** The next so many, in chance order. */
  deal(count: number, random: Random): Name[] {
    const dealt: Name[] = [];
    for (let each = 0; each < count; each++) {
      let most: Name | undefined;
      for (const name of Object.keys(this.shares) as Name[]) {
        this.owed.set(name, (this.owed.get(name) ?? 0) + this.shares[name] / this.total);
        if (most === undefined || (this.owed.get(name) ?? 0) > (this.owed.get(most) ?? 0)) most = name;
      }
      if (most === undefined) throw new Error('nothing to deal');
      this.owed.set(most, (this.owed.get(most) ?? 0) - 1);
      dealt.push(most);
    }
    return random.shuffled(dealt);
  }
}
