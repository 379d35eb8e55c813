import { isWithheld, viewerOf } from '@app/identity';
import type { Refused, SealedValue } from '@app/kernel';
import type { Opened, Opener } from '@app/privacy';
import type { Moment } from '@app/read-model';
import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { declareLabels } from './labels.js';
import { loader } from './loader.js';
import { noteRead, type ReadAudit } from './operation/read-audit.js';

export const PersonalState = { OPEN: 'OPEN', WITHHELD: 'WITHHELD', ERASED: 'ERASED', LOCKED: 'LOCKED' } as const;
export type PersonalState = keyof typeof PersonalState;

registerEnumType(PersonalState, {
  name: 'PersonalState',
  description: 'Whether a personal value can be read.',
  valuesMap: {
    OPEN: { description: 'It can.' },
    WITHHELD: { description: 'Not by you, whether there is one or not.' },
    ERASED: { description: 'Never again: the person was erased.' },
    LOCKED: { description: 'Not now: its key cannot be reached. Ask again later.' },
  },
});

declareLabels<PersonalState>('PersonalState', {
  OPEN: { en: 'Readable', cy: 'Darllenadwy' },
  WITHHELD: { en: 'Withheld', cy: 'Wedi’i ddal yn ôl' },
  ERASED: { en: 'Erased', cy: 'Wedi’i ddileu' },
  LOCKED: { en: 'Not available now', cy: 'Ddim ar gael nawr' },
});

@ObjectType('PersonalText', { description: 'A personal text. It is stored sealed under the person’s own key, and unreadable once that is destroyed.' })
export class PersonalText {
  @Field(() => String, { nullable: true, description: 'The text; null unless `state` is OPEN.' })
  value: string | null;

  @Field(() => PersonalState, { description: 'Whether it can be read.' })
  state: PersonalState;
}

/** What is told of a value that its reader may not see. */
export const withheldText: PersonalText = { value: null, state: PersonalState.WITHHELD };

const states = { open: PersonalState.OPEN, erased: PersonalState.ERASED, locked: PersonalState.LOCKED } as const;

const LOCKED: Opened = { state: 'locked' };

const textOf = (opened: Opened): PersonalText => ({
  value: opened.state === 'open' && typeof opened.value === 'string' ? opened.value : null,
  state: states[opened.state],
});

/**
 * Opens sealed values for those who may see them: all that are asked for in one turn with one look-up of keys. What is opened is noted, and
 * handed to the audit when the operation ends: here, since nobody reads a personal value otherwise.
 */
export class Personal {
  constructor(
    private readonly opener: Pick<Opener, 'open' | 'openNow'>,
    /** Undefined where reads are not recorded. */
    private readonly audit?: Pick<ReadAudit, 'refusal' | 'own'>,
  ) {}

  /** One sealed text; null stays null. @throws Refused READS_UNRECORDED */
  async open(moment: Moment, sealed: SealedValue<string> | null | undefined): Promise<PersonalText | null> {
    return this.openNow(moment, sealed);
  }

  /** The same for a `@ResolveField`: at once where its key is at hand. @throws Refused READS_UNRECORDED */
  openNow(moment: Moment, sealed: SealedValue<string> | null | undefined): PersonalText | null | Promise<PersonalText | null> {
    if (!sealed) return null;
    if (isWithheld(sealed)) return withheldText;
    const refused = this.audit?.refusal();
    if (refused) return this.#openOwn(moment, sealed, refused);
    const opened = this.opener.openNow(sealed);
    if (opened) return this.#answered(moment, sealed, opened);
    return loader<SealedValue<string>, PersonalText>(moment, 'personal', async (values) => {
      const found = await this.opener.open(values);
      return values.map((value, index) => this.#answered(moment, value, found[index] ?? LOCKED));
    }).load(sealed);
  }

  /**
   * Notes as read what something was found by, such as a name that was searched for: whoever is told who has it knows it.
   * @throws Refused READS_UNRECORDED
   */
  async noteFound(moment: Moment, sealed: readonly (SealedValue<string> | null)[]): Promise<void> {
    if (!this.audit) return;
    const values = sealed.flatMap((value) => (value && !isWithheld(value) ? [value] : []));
    const refused = this.audit.refusal();
    if (!refused) for (const value of values) noteRead(moment, value);
    else if ((await this.#own(moment, values)).size < new Set(values).size) throw refused;
  }

  /** The same for some columns of all rows of a page. @returns the rows, those columns opened */
  openAll<Row extends object, Column extends keyof Row>(
    moment: Moment,
    rows: readonly Row[],
    columns: readonly Column[],
  ): Promise<(Omit<Row, Column> & Record<Column, PersonalText | null>)[]> {
    return Promise.all(
      rows.map(async (row) => {
        const opened = await Promise.all(columns.map(async (column) => [column, await this.open(moment, row[column] as SealedValue<string> | null)] as const));
        return { ...row, ...(Object.fromEntries(opened) as Record<Column, PersonalText | null>) };
      }),
    );
  }

  /** While reads cannot be recorded: what is of whoever reads is answered all the same, and nothing else. */
  async #openOwn(moment: Moment, sealed: SealedValue<string>, refused: Refused): Promise<PersonalText> {
    const text = await loader<SealedValue<string>, PersonalText | null>(moment, 'own personal', async (values) => {
      const own = await this.#own(moment, values);
      const found = await this.opener.open(values);
      return values.map((value, index) => (own.has(value) ? textOf(found[index] ?? LOCKED) : null));
    }).load(sealed);
    if (!text) throw refused;
    return text;
  }

  async #own(moment: Moment, values: readonly SealedValue<string>[]): Promise<ReadonlySet<SealedValue<string>>> {
    const viewer = viewerOf(moment.snapshot.restriction);
    return viewer && this.audit ? this.audit.own(viewer, values) : new Set();
  }

  #answered(moment: Moment, sealed: SealedValue<string>, opened: Opened): PersonalText {
    if (this.audit && opened.state === 'open') noteRead(moment, sealed);
    return textOf(opened);
  }
}
