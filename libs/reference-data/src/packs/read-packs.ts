import { readFile, stat } from 'node:fs/promises';
import type { Refused } from '@app/kernel';
import type { OrganisationRecord, Pack, Sourced } from './pack.js';
import { type PackText, readPack } from './read-pack.js';
import { PackInvalid, refuse } from './refusals.js';

/** Codes that records may refer to besides those of the packs read together. */
export interface KnownCodes {
  readonly organisations: Iterable<string>;
  readonly programmes: Iterable<string>;
}

const MOST_MEBIBYTES = 16;

/** The codes that packs define. */
export function codesOf(packs: readonly Pack[]): KnownCodes {
  return {
    organisations: packs.flatMap(({ organisations }) => organisations.map(({ code }) => code)),
    programmes: packs.flatMap(({ programmes }) => programmes.map(({ code }) => code)),
  };
}

/**
 * Reads packs from files, all together: a record of one may refer to those of another.
 * @throws PackInvalid naming every problem (file, line, record, field, what to do); then none of them may be loaded
 */
export async function readPackFiles(paths: readonly string[], known?: KnownCodes): Promise<readonly Pack[]> {
  const reads = await Promise.all(paths.map(readText));
  const problems = reads.flatMap((read) => ('problem' in read ? [read.problem] : []));
  if (isSome(problems)) throw new PackInvalid(problems);
  return readPacks(
    reads.flatMap((read) => ('text' in read ? [read] : [])),
    known,
  );
}

async function readText(path: string): Promise<PackText | { readonly problem: Refused }> {
  const unreadable = (reason: string) => ({ problem: refuse('PACK_UNREADABLE', { file: path, reason, mebibytes: MOST_MEBIBYTES }) });
  try {
    const { size } = await stat(path);
    if (size > MOST_MEBIBYTES * 2 ** 20) return unreadable(`${size} bytes`);
    return { file: path, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
  } catch (error) {
    return unreadable(error instanceof TypeError ? 'not UTF-8' : String((error as NodeJS.ErrnoException).code));
  }
}

/**
 * Reads packs from their texts, all together: a record of one may refer to those of another.
 * @throws PackInvalid naming every problem; then none of them may be loaded
 */
export function readPacks(texts: readonly PackText[], known?: KnownCodes): readonly Pack[] {
  const reads = texts.map(readPack);
  const broken = reads.flatMap((read) => ('problems' in read ? read.problems : []));
  if (isSome(broken)) throw new PackInvalid(broken);
  const packs = reads.flatMap((read) => ('pack' in read ? [read.pack] : []));
  const problems = packs.flatMap((pack) => strangers(pack, packs, known)).concat(duplicates(packs), circles(packs), endings(packs));
  if (isSome(problems)) throw new PackInvalid(problems);
  return packs;
}

const isSome = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;

const place = ({ at }: Sourced, record: string, field: string) => {
  const colon = at.lastIndexOf(':');
  return { file: at.slice(0, colon), line: Number(at.slice(colon + 1)), record, field };
};

/** Records that refer to what nobody defines. */
function strangers(pack: Pack, packs: readonly Pack[], known?: KnownCodes): Refused[] {
  const defined = codesOf(packs);
  const organisations = new Set([...defined.organisations, ...(known?.organisations ?? [])]);
  const programmes = new Set([...defined.programmes, ...(known?.programmes ?? [])]);
  const problems: Refused[] = [];
  const organisation = (record: Sourced, name: string, field: string, code: string | undefined) => {
    if (code !== undefined && !organisations.has(code)) problems.push(refuse('PACK_UNKNOWN_ORGANISATION', { ...place(record, name, field), code }));
  };
  for (const record of pack.organisations) organisation(record, `organisations/${record.code}`, 'parent', record.parent);
  for (const record of pack.links) {
    organisation(record, `links/${record.from}`, 'from', record.from);
    organisation(record, `links/${record.from}`, 'to', record.to);
  }
  for (const record of pack.cohorts) {
    organisation(record, `cohorts/${record.code}`, 'organisation', record.organisation);
    if (!programmes.has(record.programme))
      problems.push(refuse('PACK_UNKNOWN_PROGRAMME', { ...place(record, `cohorts/${record.code}`, 'programme'), code: record.programme }));
  }
  return problems;
}

/** Codes are identities: two records of one kind must not share one; two of a framework are told apart by their versions. */
function duplicates(packs: readonly Pack[]): Refused[] {
  const among = (list: string, records: readonly (Sourced & { readonly code: string })[]) => {
    const first = new Map<string, string>();
    return records.flatMap((record) => {
      const earlier = first.get(record.code);
      if (earlier !== undefined)
        return [refuse('PACK_DUPLICATE_CODE', { ...place(record, `${list}/${record.code}`, 'code'), code: record.code, first: earlier })];
      first.set(record.code, record.at);
      return [];
    });
  };
  const ofPacks = <R>(records: (pack: Pack) => readonly R[]) => packs.flatMap(records);
  return [
    ...among(
      'organisations',
      ofPacks((pack) => pack.organisations),
    ),
    ...among(
      'programmes',
      ofPacks((pack) => pack.programmes),
    ),
    ...among(
      'cohorts',
      ofPacks((pack) => pack.cohorts),
    ),
    ...among(
      'reasonCodes',
      ofPacks((pack) => pack.reasonCodes),
    ),
    ...among(
      'frameworks',
      ofPacks(({ frameworks }) => frameworks.map((record) => ({ ...record, code: `${record.published.code} ${record.published.version}` }))),
    ),
  ];
}

function circles(packs: readonly Pack[]): Refused[] {
  const byCode = new Map(packs.flatMap(({ organisations }) => organisations.map((record) => [record.code, record])));
  const isCircle = (start: OrganisationRecord) => {
    let above = start.parent;
    for (let steps = 0; above !== undefined && steps <= byCode.size; steps++) {
      if (above === start.code) return true;
      above = byCode.get(above)?.parent;
    }
    return false;
  };
  return [...byCode.values()]
    .filter(isCircle)
    .map((record) => refuse('PACK_PARENT_CYCLE', { ...place(record, `organisations/${record.code}`, 'parent'), code: String(record.parent) }));
}

function endings(packs: readonly Pack[]): Refused[] {
  return packs
    .flatMap(({ cohorts }) => cohorts)
    .filter(({ startsOn, endsOn }) => endsOn < startsOn)
    .map((record) =>
      refuse('PACK_ENDS_BEFORE_START', { ...place(record, `cohorts/${record.code}`, 'endsOn'), startsOn: record.startsOn, endsOn: record.endsOn }),
    );
}
