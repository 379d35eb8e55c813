import { type Document, isMap, LineCounter, parseDocument } from 'yaml';
import type { ClaimedRole } from '../principal.js';
import { CLAIMED_ROLES } from '../principal.js';
import type { ClaimPath, ClaimsMapping, Condition, RoleRule, ScopeRule } from './claims-mapping.js';

/** A mapping and the issuer that it is of; of the only one, where it names none. */
export interface IssuerMapping {
  readonly issuer?: string;
  readonly mapping: ClaimsMapping;
}

/** Everything that is wrong with a file of mappings, a line each: where it stands, what it is and what it should be. */
export class MappingInvalid extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The claims mapping cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}\nSee docs/sign-in.md.`);
    this.name = 'MappingInvalid';
  }
}

/** Reaches that only these roles have; all others are national. */
const SCOPED: readonly ClaimedRole[] = ['talent-partner', 'board-member'];
const LONGEST = 200;
const MOST = 500;

type Place = readonly (string | number)[];

/**
 * Reads what claims mean, from YAML or JSON (docs/sign-in.md). @param file as messages call it
 * @throws MappingInvalid naming every problem
 */
export function readMapping(file: string, text: string): readonly IssuerMapping[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [unreadable] = [...document.errors, ...document.warnings];
  if (unreadable) throw new MappingInvalid([`${file}:${lines.linePos(unreadable.pos[0]).line}: this is no YAML: ${unreadable.message}`]);
  let written: unknown;
  try {
    written = document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new MappingInvalid([`${file}:1: aliases are not read here: write out what they stand for`]);
  }
  const problems: string[] = [];
  const reader = new Reader((place, what) => problems.push(`${file}:${lineOf(document, lines, place)}: ${nameOf(place)}: ${what}`));
  const read = reader.file(written);
  if (problems.length > 0) throw new MappingInvalid(problems);
  return read;
}

/** Reads as far as it can, and tells what is wrong on the way. */
class Reader {
  constructor(private readonly wrong: (place: Place, what: string) => void) {}

  file(written: unknown): IssuerMapping[] {
    const { issuers } = this.#record(written, [], ['issuers']);
    const read = this.#list(issuers, ['issuers']).map((item, index) => this.#issuer(item, ['issuers', index]));
    const named = read.map(({ issuer }) => issuer);
    named.forEach((issuer, index) => {
      if (issuer !== undefined && named.indexOf(issuer) < index) this.wrong(['issuers', index, 'issuer'], `${issuer} stands here twice`);
      if (issuer === undefined && read.length > 1) this.wrong(['issuers', index], 'say which issuer this is of, since there are several');
    });
    if (read.length === 0) this.wrong(['issuers'], 'name at least one');
    return read;
  }

  #issuer(written: unknown, place: Place): IssuerMapping {
    const given = this.#record(written, place, ['issuer', 'subject', 'require', 'service', 'language', 'userinfo', 'roles']);
    const { issuer, subject = 'sub', require, service, language, userinfo = false, roles } = given;
    if (typeof userinfo !== 'boolean') this.wrong([...place, 'userinfo'], 'true or false is wanted');
    return {
      ...(issuer !== undefined && { issuer: this.#text(issuer, [...place, 'issuer']) }),
      mapping: {
        subject: this.#text(subject, [...place, 'subject']),
        require: this.#conditions(require, [...place, 'require']),
        service: this.#conditions(service, [...place, 'service']),
        ...(language !== undefined && { language: this.#text(language, [...place, 'language']) }),
        userinfo: userinfo === true,
        roles: this.#list(roles, [...place, 'roles']).map((item, index) => this.#role(item, [...place, 'roles', index])),
      },
    };
  }

  #role(written: unknown, place: Place): RoleRule {
    const { role, each, when, scope } = this.#record(written, place, ['role', 'each', 'when', 'scope']);
    const known = CLAIMED_ROLES.find((one) => one === role);
    if (!known) this.wrong([...place, 'role'], `one of ${CLAIMED_ROLES.join(', ')} is wanted; all others follow from what is recorded of a person`);
    const conditions = this.#conditions(when, [...place, 'when']);
    if (conditions.length === 0) this.wrong([...place, 'when'], 'at least one condition is wanted: without one, everybody would have the role');
    return {
      role: known ?? 'auditor',
      ...(each !== undefined && { each: this.#text(each, [...place, 'each']) }),
      when: conditions,
      scope: this.#scope(scope, [...place, 'scope'], known),
    };
  }

  #scope(written: unknown, place: Place, role: ClaimedRole | undefined): ScopeRule {
    const isScoped = role !== undefined && SCOPED.includes(role);
    if (written === 'national' || (written === undefined && !isScoped)) return 'national';
    if (role !== undefined && !isScoped) this.wrong(place, `the role ${role} reaches everything: leave this out`);
    if (written === undefined) {
      this.wrong(place, 'say how far the role reaches: national, organisations, or a claim with their codes');
      return 'national';
    }
    const { organisations, claim, codes } = this.#record(written, place, ['organisations', 'claim', 'codes']);
    if (claim === undefined) {
      if (codes !== undefined) this.wrong([...place, 'codes'], 'this translates what a claim says, and there is no claim');
      return { organisations: this.#texts(organisations, [...place, 'organisations']) };
    }
    if (organisations !== undefined) this.wrong([...place, 'organisations'], 'either these or a claim');
    return {
      claim: this.#text(claim, [...place, 'claim']),
      ...(codes !== undefined && { codes: this.#codes(codes, [...place, 'codes']) }),
    };
  }

  #codes(written: unknown, place: Place): Record<string, string> {
    if (!isRecord(written)) this.wrong(place, 'a code of the provider’s and one of this installation are wanted, on each line');
    return Object.fromEntries(Object.entries(isRecord(written) ? written : {}).map(([from, to]) => [from, this.#text(to, [...place, from])]));
  }

  #conditions(written: unknown, place: Place): Condition[] {
    if (written === undefined) return [];
    const single = isRecord(written);
    return this.#list(single ? [written] : written, place).map((item, index) => this.#condition(item, single ? place : [...place, index]));
  }

  #condition(written: unknown, place: Place): Condition {
    const given = this.#record(written, place, ['claim', 'value', 'sameAs']);
    const claim = this.#text(given['claim'], [...place, 'claim']);
    if ((given['value'] === undefined) === (given['sameAs'] === undefined)) this.wrong(place, 'either a value (or a list of them) or sameAs is wanted');
    if (given['sameAs'] !== undefined) return { claim, sameAs: this.#text(given['sameAs'], [...place, 'sameAs']) };
    const { value } = given;
    return { claim, values: this.#texts(Array.isArray(value) || value === undefined ? value : [value], [...place, 'value']) };
  }

  #texts(written: unknown, place: Place): string[] {
    const texts = this.#list(written, place).map((item, index) => this.#text(item, [...place, index]));
    if (texts.length === 0 && Array.isArray(written)) this.wrong(place, 'at least one is wanted');
    return texts;
  }

  #text(written: unknown, place: Place): ClaimPath {
    const text = typeof written === 'number' || typeof written === 'boolean' ? String(written) : written;
    if (typeof text === 'string' && text !== '' && text.length <= LONGEST) return text;
    this.wrong(place, `a text of 1 to ${LONGEST} characters is wanted`);
    return '';
  }

  #list(written: unknown, place: Place): readonly unknown[] {
    if (Array.isArray(written) && written.length <= MOST) return written as readonly unknown[];
    this.wrong(place, `a list of at most ${MOST} is wanted`);
    return [];
  }

  #record(written: unknown, place: Place, fields: readonly string[]): Readonly<Record<string, unknown>> {
    if (!isRecord(written)) {
      this.wrong(place, `an object with ${fields.join(', ')} is wanted`);
      return {};
    }
    for (const field of Object.keys(written)) if (!fields.includes(field)) this.wrong([...place, field], `this is not known here: ${fields.join(', ')} are`);
    return written;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const nameOf = (place: Place) => place.join('.') || 'the file';

/** Of what stands there, or of the nearest that it would stand in. */
function lineOf(document: Document, lines: LineCounter, place: Place): number {
  for (let end = place.length; end > 0; end--) {
    const parent: unknown = end === 1 ? document.contents : document.getIn(place.slice(0, end - 1), true);
    const key = place[end - 1];
    const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === String(key)) : undefined;
    const node = (pair?.key ?? document.getIn(place.slice(0, end), true)) as { readonly range?: readonly [number, ...number[]] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
