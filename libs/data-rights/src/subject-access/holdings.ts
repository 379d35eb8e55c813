import { Codec } from '@app/event-store';
import { Access } from '@app/identity';
import type { EventMeta, Position } from '@app/kernel';
import type { Language } from '@app/localisation';
import { Keyring, Opener } from '@app/privacy';
import { type TellReason, tellsReasons, type ToldReason } from '@app/reason/read';
import { ReadModel, type RowClass } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { LogSearch } from '../log/log-search.js';
import { PersonalReadRow } from '../read-model/personal-read.row.js';
import { readsSoFar } from '../read-audit/shown-reads.js';
import { type Draft, draftsOf, toldTo } from './draft.js';
import type { Held, HeldField, HeldText, Holding, RecordedBy } from './holding.js';
import { Labels } from './labels.js';
import { isThem, type Person } from './person.js';
import { ThingNames } from './thing-names.js';

/** Holdings in memory at once. */
const BATCH = 100;

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
type Unopened = Omit<Holding, 'fields'> & { readonly drafts: readonly Draft[] };

/**
 * Everything that is held about a person: what tables say of them now, then everything that was recorded, in order. It goes by what is declared (which
 * tables are reached by being about somebody, what is sealed under whose key, which ids name whom), so that whatever is recorded one day is in it.
 */
@Injectable()
export class Holdings {
  constructor(
    private readonly readModel: ReadModel,
    private readonly access: Access,
    private readonly search: LogSearch,
    private readonly codec: Codec,
    private readonly keyring: Keyring,
    private readonly opener: Opener,
    private readonly names: ThingNames,
    private readonly labels: Labels,
  ) {}

  /** @param upTo the place in the log up to which it is told */
  async *of(person: Person, language: Language, upTo: Position): AsyncGenerator<Holding> {
    const told = await this.#reasons(language);
    yield* this.#opened(this.#rows(person, language), person, language, told);
    yield* this.#opened(this.#events(person, language, upTo, told), person, language, told);
  }

  async *#rows(person: Person, language: Language): AsyncGenerator<Unopened> {
    for (const { resource, rows } of this.access.registry.about) {
      for (const id of person.ids) {
        let after: string | undefined = '';
        while (after !== undefined) {
          const page: readonly Row[] = await this.#page(rows, id, after);
          // The key of a row is no fact.
          for (const { id: _key, ...row } of page)
            yield { kind: 'NOW', type: resource, label: this.labels.ofTable(resource, language), drafts: draftsOf(row, person, this.names) };
          after = page.length < BATCH ? undefined : page.at(-1)?.id;
        }
      }
    }
  }

  async #page(rows: RowClass, personId: string, after: string): Promise<readonly Row[]> {
    const snapshot = await this.readModel.snapshot();
    try {
      const { present } = snapshot;
      const name = present.nameOf(rows);
      return await present.query<Row>(
        sql`select ${present.columns(rows)} from ${rows === PersonalReadRow ? readsSoFar(present) : present.everyone(rows)}
          where ${this.access.isAbout(rows, personId, present)} and ${name}.id::text > ${after} order by ${name}.id::text limit ${BATCH}`,
      );
    } finally {
      await snapshot.release();
    }
  }

  async *#events(person: Person, language: Language, upTo: Position, told: TellReason): AsyncGenerator<Unopened> {
    for await (const stored of this.search.naming([...person.ids, ...person.accounts, ...person.keys], upTo)) {
      const { type, position, recordedAt, effectiveOn, meta, data } = this.codec.decode(stored);
      const { drafts, about } = toldTo(person, data, this.names);
      yield {
        kind: 'RECORDED',
        type,
        label: this.labels.ofType(type, language),
        recorded: {
          position: String(position),
          recordedAt,
          effectiveOn,
          by: this.#recordedBy(meta, person, language),
          ...reasonFrom(told(meta.reasonCode)),
          aboutYou: about,
        },
        drafts,
      };
    }
  }

  /** By what is on the list now. */
  async #reasons(language: Language): Promise<TellReason> {
    const snapshot = await this.readModel.snapshot();
    try {
      return await tellsReasons(snapshot.present, language);
    } finally {
      await snapshot.release();
    }
  }

  async *#opened(unopened: AsyncIterable<Unopened>, person: Person, language: Language, told: TellReason): AsyncGenerator<Holding> {
    let batch: Unopened[] = [];
    for await (const one of unopened) {
      batch.push(one);
      if (batch.length < BATCH) continue;
      yield* await this.#open(batch, person, language, told);
      batch = [];
    }
    yield* await this.#open(batch, person, language, told);
  }

  /** Things whose names are sealed, as any value is: the person’s own can be told, others’ are withheld. */
  async #withSealedNames(batch: readonly Unopened[]): Promise<readonly Unopened[]> {
    const names = await this.names.sealed(batch.flatMap(({ drafts }) => drafts.flatMap(({ value }) => (value.kind === 'sealed thing' ? [value] : []))));
    const named = (draft: Draft): Draft => {
      const sealed = draft.value.kind === 'sealed thing' ? names.get(draft.value.id) : undefined;
      return sealed ? { path: draft.path, value: { kind: 'sealed', sealed } } : draft;
    };
    return batch.map((one) => ({ ...one, drafts: one.drafts.map(named) }));
  }

  /** All of a batch with one look-up of keys and one of names. */
  async #open(found: readonly Unopened[], person: Person, language: Language, told: TellReason): Promise<readonly Holding[]> {
    const batch = await this.#withSealedNames(found);
    const drafts = batch.flatMap((one) => one.drafts);
    const sealed = drafts.flatMap(({ value }) => (value.kind === 'sealed' ? [value.sealed] : []));
    const own = sealed.filter(({ key }) => person.keys.has(key));
    const opened = await this.opener.open(own);
    const values = new Map(own.map((value, index) => [value, opened[index]]));
    // A key that is on no record was destroyed; one that is somebody else’s is not tried.
    const others = await this.keyring.subjectsOf([...new Set(sealed.filter((value) => !values.has(value)).map(({ key }) => key))]);
    const names = await this.names.of(
      drafts.flatMap(({ value }) => (value.kind === 'thing' ? [value] : [])),
      language,
    );
    const held = (type: string, { path, value }: Draft): Held => {
      switch (value.kind) {
        case 'yourself':
          return { state: 'YOURSELF' };
        case 'somebody':
          return { state: 'SOMEBODY' };
        case 'thing':
          return { state: 'OPEN', text: names.get(value.id) ?? plain(value.id) };
        case 'sealed thing':
          return { state: 'WITHHELD' };
        case 'plain':
          // What somebody gave as the reason of their reading.
          return { state: 'OPEN', text: (path === 'purpose' ? told(value.text).reason : null) ?? this.#inWords(type, path, value.text, language) };
        case 'sealed': {
          const found = values.get(value.sealed);
          if (!found) return { state: others.has(value.sealed.key) ? 'WITHHELD' : 'ERASED' };
          if (found.state === 'open') return { state: 'OPEN', text: plain(textOf(found.value)) };
          return { state: found.state === 'erased' ? 'ERASED' : 'LOCKED' };
        }
      }
    };
    return batch.map(({ drafts: of, ...holding }) => ({
      ...holding,
      fields: of.map((draft): HeldField => ({
        path: draft.path,
        label: this.labels.ofField(holding.type, draft.path, language),
        value: held(holding.type, draft),
      })),
    }));
  }

  #inWords(type: string, path: string, text: string, language: Language): HeldText {
    const label = this.labels.ofCode(type, path, text, language);
    if (label) return label;
    const [, within = '', field = ''] = /(^|\.)fields(\.\*)?$/.test(path) ? (READ_FIELD.exec(text) ?? []) : [];
    return field === '' ? plain(text) : this.labels.ofField(within, field, language);
  }

  #recordedBy({ actor }: EventMeta, person: Person, language: Language): RecordedBy {
    const role = this.labels.ofRole(actor.role, language);
    if ([actor.id, actor.account].some((id) => isThem(person, id))) return { who: 'YOURSELF', role };
    if (actor.onBehalfOf !== undefined && person.ids.has(actor.onBehalfOf)) return { who: 'DEPUTY', role };
    return { who: actor.kind === 'person' ? 'SOMEBODY' : 'SERVICE', role };
  }
}

const reasonFrom = ({ reasonCode, reason }: ToldReason) => (reasonCode === null || reason === null ? {} : { reasonCode, reason });
const plain = (value: string): HeldText => ({ value });

/** Of answers by question, a line each. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, of]) => `${name}: ${textOf(of)}`)
    .join('\n');
}

const READ_FIELD = /^([A-Z][A-Za-z]+)\.(.+)$/;
