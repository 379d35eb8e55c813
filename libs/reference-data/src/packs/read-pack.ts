import { possibleVersion, type WelshMissing } from '@app/framework/commands';
import { type BilingualName, present, type Provenance, Refused } from '@app/kernel';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type FrameworkFields, PackFields, type ProvenanceFields, type Wanted } from './pack-file.js';
import type { FrameworkRecord, Pack, Sourced } from './pack.js';
import { RecordRefused } from './record-refused.js';
import { refuse } from './refusals.js';

/** A pack's text and the name by which messages call it. */
export interface PackText {
  readonly file: string;
  readonly text: string;
}

/** Either the pack, or everything that is wrong with it. */
export type PackRead = { readonly pack: Pack } | { readonly problems: readonly Refused[] };

type Path = readonly string[];

const DEFAULT_OFFER_DAYS = 14;

/** Reads one pack and checks everything that can be checked without the others. */
export function readPack({ file, text }: PackText): PackRead {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  // A warning too means that something is not read as it was written, such as a tag that nobody knows.
  const [unreadable] = [...document.errors, ...document.warnings];
  if (unreadable) return { problems: [refuse('PACK_NOT_YAML', { file, line: lines.linePos(unreadable.pos[0]).line, reason: oneLine(unreadable.message) })] };

  let written: unknown;
  try {
    written = document.toJS();
  } catch (error) {
    // An alias without an anchor, or aliases that multiply beyond measure.
    return { problems: [refuse('PACK_NOT_YAML', { file, line: 1, reason: oneLine(String(error)) })] };
  }
  const source: PackSource = { file, document, lines };
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return { problems: [wrong(source, [], { expected: 'record' })] };

  const fields = plainToInstance(PackFields, written);
  const problems = validateSync(fields, { whitelist: true, forbidNonWhitelisted: true }).flatMap((error) => explain(source, error, []));
  if (problems.length > 0) return { problems };
  return complete(source, fields);
}

interface PackSource {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** A validation error and what lies below it, as refusals that say where. */
function explain(source: PackSource, error: ValidationError, above: Path): Refused[] {
  const path = [...above, error.property];
  const constraints = Object.keys(error.constraints ?? {});
  if (constraints.includes('whitelistValidation')) return [refuse('PACK_FIELD_UNKNOWN', where(source, path))];
  if (constraints.length === 0) return (error.children ?? []).flatMap((child) => explain(source, child, path));
  const contexts = (error.contexts ?? {}) as Record<string, { wanted: Wanted } | undefined>;
  const wanted = contexts['isDefined']?.wanted ??
    constraints.map((name) => contexts[name]?.wanted).find((known) => known !== undefined) ?? { expected: 'text', most: 200 };
  return error.value === undefined || error.value === null
    ? [refuse('PACK_FIELD_MISSING', { ...where(source, path), ...wanted })]
    : [wrong(source, path, wanted)];
}

const wrong = (source: PackSource, path: Path, wanted: Wanted) => refuse('PACK_FIELD_WRONG', { ...where(source, path), ...wanted });

/** File, line, record and field of a place in a pack. A field that is absent stands where its record does. */
function where({ file, document, lines }: PackSource, path: Path): { file: string; line: number; record: string; field: string } {
  const [list, index, ...field] = path;
  const inRecord = index !== undefined && /^\d+$/.test(index);
  return {
    file,
    line: lines.linePos(offsetOf(document, path)).line,
    record: inRecord ? recordName(document, String(list), index) : 'pack',
    field: (inRecord ? field : path).join('.') || (inRecord ? String(list) : 'pack'),
  };
}

/** By its code where it has one, else by its number. */
function recordName(document: Document, list: string, index: string): string {
  for (const key of ['code', 'id']) {
    const code = document.getIn([list, Number(index), key]);
    if (typeof code === 'string') return `${list}/${code}`;
  }
  return `${list} #${Number(index) + 1}`;
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      if (!pair || !isScalar(pair.key)) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = (node as { range?: readonly number[] } | undefined)?.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}

/** Gives every record what it inherits, and refuses those that say too little even so. */
function complete(source: PackSource, fields: PackFields): PackRead {
  const problems: Refused[] = [];
  const sources = new Map(fields.sources.map(({ id, title, url }) => [id, `${title}, ${url}`]));

  const sourced = (path: Path, record: ProvenanceFields & { historic?: boolean; unverified?: boolean }): Sourced => {
    const said = { ...fields.inherited, ...present(record) };
    const missing = (field: string, wanted: Wanted) => {
      problems.push(refuse('PACK_FIELD_MISSING', { ...where(source, [...path, field]), ...wanted }));
      return '';
    };
    const document = said.source === undefined ? missing('source', { expected: 'code' }) : sources.get(said.source);
    if (document === undefined) problems.push(refuse('PACK_UNKNOWN_SOURCE', { ...where(source, [...path, 'source']), code: String(said.source) }));
    const provenance: Provenance = {
      pack: fields.pack,
      version: said.version ?? missing('version', { expected: 'version' }),
      publisher: said.publisher ?? missing('publisher', { expected: 'text', most: 200 }),
      source: `${String(document)}${record.historic ? ' (historic terms: check with the publisher)' : ''}${record.unverified ? ' (wording unverified: check with the publisher)' : ''}`,
      licence: said.licence ?? missing('licence', { expected: 'text', most: 300 }),
    };
    return { at: `${source.file}:${where(source, path).line}`, provenance, validFrom: said.validFrom ?? fields.date };
  };
  const records = <F extends ProvenanceFields, R>(list: string, written: readonly F[] | undefined, make: (record: F, common: Sourced) => R): R[] =>
    (written ?? []).map((record, index) => make(record, sourced([list, String(index)], record)));

  const pack: Pack = {
    name: fields.pack,
    version: fields.version,
    title: present(fields.title),
    date: fields.date,
    organisations: records('organisations', fields.organisations, ({ code, name, sector, nation, parent }, common) => ({
      ...common,
      ...present({ code, name: present({ en: name.en, cy: name.cy }), sector, nation, parent }),
    })),
    links: records('links', fields.links, ({ from, to, kind }, common) => ({ ...common, from, to, kind })),
    programmes: records('programmes', fields.programmes, ({ code, name, nation, level, provider, months, hours, cohortSize, award }, common) => ({
      ...common,
      ...present({
        code,
        name: present({ en: name.en, cy: name.cy }),
        nation,
        level,
        provider,
        months,
        hours: hours && { attendanceMinutes: hours.attendance * 60, reflectionMinutes: hours.reflection * 60 },
        cohortSize,
        award,
      }),
    })),
    cohorts: records(
      'cohorts',
      fields.cohorts,
      ({ code, programme, name, capacity, startsOn, endsOn, deliveryLanguage, organisation, offerDays, automaticPromotion }, common) => ({
        ...common,
        ...present({ code, programme, name, capacity, startsOn, endsOn, deliveryLanguage, organisation }),
        offerDays: offerDays ?? DEFAULT_OFFER_DAYS,
        automaticPromotion: automaticPromotion ?? true,
      }),
    ),
    questionSets: records('questionSets', fields.questionSets, ({ code, title, nation, questions }, common) => ({
      ...common,
      code,
      title: named(title),
      nation,
      questions: questions.map((question) => ({
        code: question.code,
        text: named(question.text),
        options: question.options.map((option) => ({ code: option.code, text: named(option.text), countedAs: option.countedAs ?? option.code })),
        categories: (question.categories ?? question.options).map((category) => ({ code: category.code, text: named(category.text) })),
      })),
    })),
    frameworks: records(
      'frameworks',
      fields.frameworks?.map((record) => ({ ...record, licence: record.licenceNote.en })),
      frameworkOf,
    ),
    reasonCodes: records('reasonCodes', fields.reasonCodes, ({ code, name: { en, cy } }, common) => ({ ...common, code, name: { en, cy } })),
  };
  const { organisations, links, programmes, cohorts, questionSets, frameworks, reasonCodes } = pack;
  if ([organisations, links, programmes, cohorts, questionSets, frameworks, reasonCodes].every((list) => list.length === 0))
    problems.push(refuse('PACK_EMPTY', { file: source.file }));
  // Of one that says too little, that is told.
  if (problems.length === 0) problems.push(...frameworks.flatMap(impossible));
  return problems.length > 0 ? { problems } : { pack };
}

/** What a framework's own rules say of it: all of a pack is checked before anything of it is recorded. */
function impossible({ at, published }: FrameworkRecord): readonly Refused[] {
  try {
    possibleVersion(published);
    return [];
  } catch (error) {
    if (error instanceof Refused) return [new RecordRefused(at, error)];
    throw error;
  }
}

function frameworkOf(
  { code, name, cyMissing, licenceStatus, licenceNote, permission, note, elements, scale }: FrameworkFields,
  common: Sourced,
): FrameworkRecord {
  const worded = (words: BilingualName & { readonly cyMissing?: WelshMissing }) => {
    const { en, cy } = words;
    return present({ en, cy, cyMissing: words.cyMissing ?? (cy === undefined ? cyMissing : undefined) });
  };
  const { version, publisher, source } = common.provenance;
  const published = {
    ...{ code, version, names: worded(name), publisher, source },
    licence: { status: licenceStatus, note: licenceNote },
    ...present({ permission, note }),
    elements: elements.map((element) =>
      present({ code: element.code, parentCode: element.parent, names: worded(element.name), descriptors: element.descriptors?.map(worded) }),
    ),
    ...present({ scale: scale?.map((level) => present({ code: level.code, names: worded(level.name), rank: level.rank })) }),
  };
  return { ...common, published };
}

const named = ({ en, cy }: BilingualName): BilingualName => present({ en, cy });
const oneLine = (message: string) => message.split('\n', 1)[0]?.slice(0, 200) ?? '';
