import type { DisclosureProfile } from '@app/privacy';
import { DISCLOSURE } from '@app/privacy';
import { OpenedTables, ReadModel } from '@app/read-model';
import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tabulated } from '../domain/publish-figures.js';
import { refuse } from '../domain/refusals.js';
import type { Readable } from '../domain/unmasked-figures.js';
import { FigurePublicationRow } from '../read-model/figures.row.js';
import { characteristicsOf, publishedOf } from './characteristics.js';
import { count } from './counting.js';
import { tabulate } from './tabulate.js';

const PATIENCE_MS = 5_000;
const PAUSE_MS = 50;

/** Counts people and masks what may not be told, for a publication: from one snapshot, with whatever was answered before. */
@Injectable()
export class Tabulating {
  constructor(
    private readonly readModel: ReadModel,
    private readonly opened: OpenedTables,
    @Inject(DISCLOSURE) private readonly profile: DisclosureProfile,
  ) {}

  /** @throws Refused FIGURES_NOT_READY while what was answered cannot be counted, since its keys cannot be reached */
  async now(): Promise<Tabulated> {
    await this.#answersOpened();
    const snapshot = await this.readModel.snapshot('writing');
    try {
      const { present, head } = snapshot;
      const characteristics = publishedOf(await characteristicsOf(present));
      const counted = await count(present, characteristics);
      const [latest] = await present.query<Pick<FigurePublicationRow, 'publishedOn'>>(
        sql`select figure_publication.published_on from ${present.from(FigurePublicationRow)} order by figure_publication.published_on desc limit 1`,
      );
      return {
        countedAt: String(head),
        masked: this.profile.least - 1,
        roundTo: this.profile.roundTo,
        characteristics,
        ...tabulate(counted, characteristics, this.profile),
        ...(latest && { last: latest.publishedOn }),
      };
    } finally {
      await snapshot.release();
    }
  }

  /** How far people can be counted now, and what they can be divided by. */
  async readable(): Promise<Readable> {
    const snapshot = await this.readModel.snapshot('writing');
    try {
      return { countedAt: String(snapshot.head), characteristics: [...(await characteristicsOf(snapshot.present)).keys()] };
    } finally {
      await snapshot.release();
    }
  }

  async #answersOpened(): Promise<void> {
    const { position } = await this.readModel.status();
    for (const deadline = performance.now() + PATIENCE_MS; ((await this.opened.position()) ?? -1n) < position; await sleep(PAUSE_MS))
      if (performance.now() > deadline) throw refuse('FIGURES_NOT_READY');
  }
}
