import { Codec, Streams } from '@app/event-store';
import { Features, type Responsibility } from '@app/feature';
import type { CalendarDate, Logged } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { Held } from '../domain/decide-erasure.js';
import { RESPONSIBILITY_KINDS } from '../domain/erasure.events.js';
import { LogSearch } from '../log/log-search.js';

/** What somebody has taken on that others would have to take over, by the log: no table is asked, which may be behind. */
@Injectable()
export class Responsibilities {
  constructor(
    private readonly search: LogSearch,
    private readonly codec: Codec,
    private readonly streams: Streams,
    private readonly features: Features,
  ) {}

  /** Those that hold on a day, or later. */
  async of(personId: string, day: CalendarDate): Promise<readonly Held[]> {
    const facts: Logged[] = [];
    for await (const stored of this.search.naming([personId], await this.search.head())) facts.push(this.codec.decode(stored));
    const { responsibilities } = this.features;
    return Promise.all(standing(facts, personId, day, responsibilities).map(async (held) => ({ ...held, ...(await this.#named(held)) })));
  }

  async #named({ kind, id }: Held): Promise<Pick<Held, 'name'>> {
    const name = await this.features.responsibilities.find((one) => one.kind === kind)?.name?.(this.streams, id);
    return name === undefined ? {} : { name };
  }
}

/** What an event says of a responsibility: begun, or ended. */
function told(
  { type, data }: Logged,
  person: string,
  responsibilities: readonly Responsibility[],
): { readonly held: Held; readonly begins: boolean } | undefined {
  const responsibility = responsibilities.find(({ begins, ends }) => type === begins || type === ends);
  if (!responsibility) return undefined;
  const { personId, id } = responsibility.of(data);
  return personId === person ? { held: { kind: storedKind(responsibility), id }, begins: type === responsibility.begins } : undefined;
}

/** @throws Error for a kind that no event can hold */
function storedKind({ kind }: Responsibility): Held['kind'] {
  const stored = RESPONSIBILITY_KINDS.find((one) => one === kind);
  if (!stored) throw new Error(`${kind} is none of the responsibilities that are stored: ${RESPONSIBILITY_KINDS.join(', ')}`);
  return stored;
}

/** @param facts everything that names the person, in the order of the log */
export function standing(facts: readonly Logged[], personId: string, day: CalendarDate, responsibilities: readonly Responsibility[]): readonly Held[] {
  const replaced = new Set(facts.flatMap(({ meta }) => [meta.corrects, meta.voids].filter((id) => id !== undefined)));
  const until = new Map<string, { held: Held; last: Logged; begins: boolean }>();
  const inForce = facts.filter(({ id, meta }) => !replaced.has(id) && meta.voids === undefined);
  for (const event of [...inForce].sort((one, other) => (one.effectiveOn < other.effectiveOn ? -1 : one.effectiveOn > other.effectiveOn ? 1 : 0))) {
    const fact = told(event, personId, responsibilities);
    if (fact) until.set(`${fact.held.kind} ${fact.held.id}`, { held: fact.held, last: event, begins: fact.begins });
  }
  // One that ends on a day ahead is still theirs until then.
  return [...until.values()].filter(({ begins, last }) => begins || last.effectiveOn > day).map(({ held }) => held);
}
