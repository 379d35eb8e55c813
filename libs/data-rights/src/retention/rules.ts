import { NATIONS } from '@app/organisation/events';
import { LineCounter, parseDocument } from 'yaml';
import { RECORD_TYPES, type RecordType, type RetentionRule } from '../domain/retention.events.js';

/** A file of rules that cannot be followed: each thing that is wrong, with its line. */
export class RetentionRulesInvalid extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'RetentionRulesInvalid';
  }
}

/** The rules of an installation. There are none of the product's own: what no rule is about is kept. */
export class RetentionRules {
  constructor(readonly rules: readonly RetentionRule[]) {}

  /** Every nation and kind of record, with the rule about it where there is one. */
  get status(): readonly { readonly nation: string; readonly record: RecordType; readonly rule: RetentionRule | undefined }[] {
    return NATIONS.flatMap((nation) =>
      RECORD_TYPES.map((record) => ({ nation, record, rule: this.rules.find((rule) => rule.nation === nation && rule.record === record) })),
    );
  }
}

const FIELDS = ['nation', 'record', 'keepMonths', 'authority'];
const MOST_MONTHS = 1_200;

/**
 * Rules from YAML: `rules`, a list of `{ nation, record, keepMonths, authority }`.
 * @param file its name, for the messages
 * @throws RetentionRulesInvalid
 */
export function readRetentionRules(text: string, file: string): RetentionRules {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: string[] = document.errors.map(({ pos, message }) => `${file}:${lines.linePos(pos[0]).line}: this is no YAML: ${message}`);
  if (problems.length > 0) throw new RetentionRulesInvalid(problems);
  const written: unknown = document.toJS({ maxAliasCount: 0 });
  const listed = isRecord(written) ? written['rules'] : undefined;
  if (!isRecord(written) || !Array.isArray(listed) || Object.keys(written).length !== 1)
    throw new RetentionRulesInvalid([`${file}:1: a list called rules is wanted, and nothing else`]);
  const rules = listed.map((item: unknown, index) => {
    const node = document.getIn(['rules', index], true) as { readonly range?: readonly [number, ...number[]] } | undefined;
    const line = node?.range ? lines.linePos(node.range[0]).line : 1;
    return readRule(item, (what) => problems.push(`${file}:${line}: ${what}`));
  });
  rules.forEach((rule, index) => {
    const twice = rules.findIndex((other) => other.nation === rule.nation && other.record === rule.record);
    if (twice < index) problems.push(`${file}: there are two rules for ${rule.record} of ${rule.nation}`);
  });
  if (problems.length > 0) throw new RetentionRulesInvalid(problems);
  return new RetentionRules(rules);
}

function readRule(written: unknown, wrong: (what: string) => void): RetentionRule {
  const given = isRecord(written) ? written : {};
  const unknown = Object.keys(given).filter((name) => !FIELDS.includes(name));
  if (!isRecord(written) || unknown.length > 0) wrong(`${FIELDS.join(', ')} are wanted, and nothing else`);
  const nation = NATIONS.find((one) => one === given['nation']);
  const record = RECORD_TYPES.find((one) => one === given['record']);
  const { keepMonths, authority } = given;
  if (!nation) wrong(`nation: one of ${NATIONS.join(', ')} is wanted`);
  if (!record) wrong(`record: one of ${RECORD_TYPES.join(', ')} is wanted`);
  const months = typeof keepMonths === 'number' && Number.isInteger(keepMonths) && keepMonths >= 1 && keepMonths <= MOST_MONTHS ? keepMonths : undefined;
  if (months === undefined) wrong(`keepMonths: a whole number of months from 1 to ${MOST_MONTHS} is wanted; leave the rule out to keep records for ever`);
  const source = typeof authority === 'string' && authority.trim() !== '' && authority.length <= 500 ? authority.trim() : undefined;
  if (source === undefined) wrong('authority: say which schedule or law the rule follows');
  return { nation: nation ?? '', record: record ?? 'PERSON', keepMonths: months ?? 0, authority: source ?? '' };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
