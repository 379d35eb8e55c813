import { Features, type Thing } from '@app/feature';
import type { SealedValue } from '@app/kernel';
import type { Language, LocalText } from '@app/localisation';
import { type Moment, ReadModel } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { Naming } from './draft.js';

interface Ref {
  readonly of: string;
  readonly id: string;
}
interface Name {
  readonly id: string;
  readonly en: string;
  readonly cy: string | null;
}
interface SealedName {
  readonly id: string;
  readonly name: SealedValue<string>;
}
type Named = ReturnType<Naming['at']>;

/** What ids name, by what features say of them, and what that is called now. */
@Injectable()
export class ThingNames implements Naming {
  readonly #things: Readonly<Record<string, Thing>>;
  readonly #byField: ReadonlyMap<string, Named>;

  constructor(
    private readonly readModel: ReadModel,
    { things, references }: Features,
  ) {
    this.#things = things;
    const named = Object.entries(things).flatMap(([of, { ids, name }]) =>
      ids.map((field) => [field, { kind: 'sealed' in name ? 'sealed thing' : 'thing', of }] as const),
    );
    this.#byField = new Map<string, Named>([...named, ...references.map((field) => [field, 'nothing'] as const)]);
  }

  at(path: string): Named {
    const plain = path.replaceAll('.*', '');
    return this.#byField.get(plain) ?? this.#byField.get(plain.slice(plain.lastIndexOf('.') + 1));
  }

  /** @returns the names by id; what has none here is absent */
  async of(refs: readonly Ref[], language: Language): Promise<ReadonlyMap<string, LocalText>> {
    const found = await this.#read<Name>(refs, ({ name }) => ('sealed' in name ? undefined : sql`${name.en} as en, ${name.cy ?? sql`null::text`} as cy`));
    return new Map(found.map(({ id, en, cy }) => [id, language === 'cy' && cy !== null ? { value: cy, language: 'cy' } : { value: en, language: 'en' }]));
  }

  /** Those names that are sealed. @returns by id; what is on no record is absent */
  async sealed(refs: readonly Ref[]): Promise<ReadonlyMap<string, SealedValue<string>>> {
    const found = await this.#read<SealedName>(refs, ({ name }) => ('sealed' in name ? sql`${name.sealed} as name` : undefined));
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** One query for each kind that is among them, all in one snapshot. */
  async #read<Found extends object>(refs: readonly Ref[], columns: (thing: Thing) => Sql | undefined): Promise<readonly Found[]> {
    if (refs.length === 0) return [];
    const snapshot = await this.readModel.snapshot();
    try {
      const found: Found[] = [];
      for (const [of, thing] of Object.entries(this.#things)) {
        const asked = columns(thing);
        const ids = [...new Set(refs.flatMap((ref) => (ref.of === of ? [ref.id] : [])))];
        if (asked && ids.length > 0) found.push(...(await read<Found>(snapshot.present, thing, asked, ids)));
      }
      return found;
    } finally {
      await snapshot.release();
    }
  }
}

function read<Found extends object>(present: Moment, { rows, with: joined }: Thing, columns: Sql, ids: readonly string[]): Promise<Found[]> {
  const name = present.nameOf(rows);
  return present.query<Found>(
    sql`select ${name}.id, ${columns} from ${present.everyone(rows)} ${joined?.(present) ?? empty} where ${name}.id = any(${[...ids]}::uuid[])`,
  );
}
