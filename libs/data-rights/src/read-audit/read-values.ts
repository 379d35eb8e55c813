import { Database } from '@app/database';
import type { SealedValue } from '@app/kernel';
import { Keyring } from '@app/privacy';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

const KEPT = 50_000;

/** `leader-<uuid>/<event's id>/name.legal`. */
const BOUND = /^([^/]+)\/([0-9a-f-]{36})\/(.+)$/;
const UUID_AT_END = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a value is sealed, and under which key. */
interface Place {
  readonly key: string;
  readonly stream: string;
  readonly eventId: string;
  readonly path: string;
}

/** Of whom a value is, and which field of which event: `LeaderRegistered.name.legal`. */
export interface DescribedValue {
  readonly leaderId: string;
  readonly field: string;
}

interface Source {
  readonly type: string;
  readonly leaderId: string | null;
}

/** Says of whom a sealed value is, and which field of which event. Neither ever changes, so what was found is kept. */
@Injectable()
export class ReadValues {
  readonly #subjects = new LRUCache<string, string>({ max: KEPT });
  readonly #sources = new LRUCache<string, Source>({ max: KEPT });

  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
  ) {}

  /** What of whom each of these is, in their order. @throws DatabaseUnavailable */
  async describe(values: readonly SealedValue<unknown>[]): Promise<readonly DescribedValue[]> {
    return (await this.#find(values)).map((place) => ({
      leaderId: this.#subjectOf(place),
      field: `${this.#sources.get(place.eventId)?.type ?? place.stream.replace(/-.*$/, '')}.${place.path}`,
    }));
  }

  /** Of whom each of these is, in their order. @throws DatabaseUnavailable */
  async subjectsOf(values: readonly SealedValue<unknown>[]): Promise<readonly string[]> {
    return (await this.#find(values)).map((place) => this.#subjectOf(place));
  }

  /** A key that was destroyed since it was read by is on no record any more: the event then tells whose it was. */
  #subjectOf({ key, stream, eventId }: Place): string {
    return this.#subjects.get(key) ?? this.#sources.get(eventId)?.leaderId ?? UUID_AT_END.exec(stream)?.[0] ?? stream;
  }

  async #find(values: Iterable<SealedValue<unknown>>): Promise<readonly Place[]> {
    const places = [...values].map(({ key, bound }) => {
      const [, stream = '', eventId = '', path = bound] = BOUND.exec(bound) ?? [];
      return { key, stream, eventId, path: path.replaceAll(/\.\d+(?=\.|$)/g, '.*') };
    });
    await Promise.all([this.#findSubjects(places.map(({ key }) => key)), this.#findSources(places.map(({ eventId }) => eventId))]);
    return places;
  }

  async #findSubjects(keys: readonly string[]): Promise<void> {
    const unknown = [...new Set(keys)].filter((key) => !this.#subjects.has(key));
    if (unknown.length > 0) for (const [key, subject] of await this.keyring.subjectsOf(unknown)) this.#subjects.set(key, subject);
  }

  async #findSources(eventIds: readonly string[]): Promise<void> {
    const unknown = [...new Set(eventIds)].filter((id) => id !== '' && !this.#sources.has(id));
    if (unknown.length === 0) return;
    const { rows } = await this.database.query<Source & { id: string }>(
      `select event_id as id, type, data->>'leaderId' as "leaderId" from es.events where event_id = any($1::uuid[])`,
      [unknown],
    );
    for (const { id, type, leaderId } of rows) this.#sources.set(id, { type, leaderId });
  }
}
