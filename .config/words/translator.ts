import { argumentsOf } from '@app/localisation';
import jsToXliff12 from 'xliff/jsToXliff12';
import xliff12ToJs from 'xliff/xliff12ToJs';
import { distinct, idOf, type Register, type Review } from './review.js';
import { faultsOf } from './faults.js';
import { type Text, type Translated, whereOf } from './texts.js';

interface Unit {
  readonly source: string;
  readonly target: string;
  readonly note?: string | readonly string[];
  readonly additionalAttributes?: Readonly<Record<string, string>>;
}

/** What nobody has reviewed yet, as XLIFF 1.2: in English, with the Welsh as it is, where it stands, and `approved="no"` for the translator to change. */
export async function exported(texts: readonly Text[], register: Register): Promise<string> {
  const units = [...distinct(texts)]
    .filter(([id]) => register[id] === undefined)
    .map(([id, same]): [string, Unit] => {
      const details = argumentsOf(same[0].en, 'en').map((name) => `{${name}}`);
      const note = [`In ${same.map(whereOf).join(', ')}.`, ...(details.length > 0 ? [`Stays as it is: ${details.join(', ')}.`] : [])];
      return [id, { source: same[0].en, target: same[0].cy, note, additionalAttributes: { approved: 'no' } }];
    });
  return `${await jsToXliff12({ resources: { texts: Object.fromEntries(units) }, sourceLanguage: 'en-GB', targetLanguage: 'cy-GB' })}\n`;
}

/** What a translator's file comes to. Where there are faults, nothing of it is to be taken. */
export interface Taken {
  readonly faults: readonly string[];
  /** Files whose text changes, with their new one. */
  readonly files: ReadonlyMap<string, string>;
  readonly register: Register;
  /** How many are reviewed now, and of how many of those the Welsh changed. */
  readonly reviewed: number;
  readonly changed: number;
}

const flat = (value: unknown): string | undefined => (value === undefined ? '' : typeof value === 'string' ? value : undefined);
const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\r', '\\r').replaceAll('\n', '\\n')}'`;

async function unitsOf(xml: string): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const { resources } = (await xliff12ToJs(xml)) as { resources: Record<string, Record<string, Record<string, unknown>>> };
  return new Map(Object.values(resources).flatMap((units) => Object.entries(units)));
}

/**
 * Takes back what a translator approved: `approved="yes"`, whether the Welsh changed or stayed.
 * @param read the content of a source, for what changes there
 */
export async function taken(xml: string, texts: readonly Text[], before: Register, review: Review, read: (file: string) => string): Promise<Taken> {
  const units = await unitsOf(xml).catch((error: unknown) => String(error));
  const nothing = { files: new Map<string, string>(), register: before, reviewed: 0, changed: 0 };
  if (typeof units === 'string') return { ...nothing, faults: [`This is no XLIFF 1.2 (${units}). Give the file as the translator saved it.`] };

  const known = distinct(texts);
  const faults: string[] = [];
  const approved = new Map<string, string>();
  for (const [id, unit] of units) {
    if ((unit.additionalAttributes as Record<string, unknown> | undefined)?.['approved'] !== 'yes') continue;
    const cy = flat(unit.target);
    const same = known.get(id);
    const en = same?.[0].en ?? flat(unit.source) ?? id;
    if (!same) faults.push(`“${en}” changed since it was exported, or is gone. Export again, and have the new text looked at.`);
    else if (cy === undefined || flat(unit.source) !== en)
      faults.push(`“${en}” holds markup, or another English text than was exported. Give it as text alone.`);
    else {
      faults.push(...faultsOf({ en, cy }).map((fault) => `“${en}”: ${fault}`));
      approved.set(id, cy);
    }
  }
  if (faults.length > 0) return { ...nothing, faults };

  const changes = [...approved].flatMap(([id, cy]) => (known.get(id) ?? []).filter((text) => text.cy !== cy).map((text) => ({ text, cy })));
  const ids = [...approved].map(([id, cy]): [string, Review] => [idOf({ en: known.get(id)?.[0].en ?? '', cy }), review]);
  return {
    faults,
    files: changedFiles(changes, read),
    register: { ...before, ...Object.fromEntries(ids) },
    reviewed: approved.size,
    changed: [...approved].filter(([id, cy]) => known.get(id)?.[0].cy !== cy).length,
  };
}

function changedFiles(changes: readonly { readonly text: Translated; readonly cy: string }[], read: (file: string) => string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  // From the end of each file on, so that what comes before stays where it was found.
  for (const { text, cy } of [...changes].sort((one, other) => other.text.welsh[0] - one.text.welsh[0])) {
    const content = files.get(text.file) ?? read(text.file);
    files.set(text.file, content.slice(0, text.welsh[0]) + literal(cy) + content.slice(text.welsh[1]));
  }
  return files;
}
