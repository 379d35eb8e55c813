import { type RefusalDetails, type RefusalMessage, Refused, type RefusalWords } from '@app/kernel';

/** What a field of a pack can be asked to be. */
export type Expectation = 'text' | 'code' | 'reasonCode' | 'version' | 'date' | 'number' | 'choice' | 'list' | 'record' | 'flag' | 'address';

/** What each of them asks for. */
const EXPECTED: Readonly<Record<Expectation, RefusalWords[string][string]>> = {
  text: { en: 'a text of 1 to {most} characters without control characters', cy: 'testun o 1 i {most} nod heb nodau rheoli' },
  code: {
    en: 'a code of lower-case letters, digits and single hyphens, such as nhs-lothian',
    cy: 'cod o lythrennau bach, digidau a chysylltnodau unigol, megis nhs-lothian',
  },
  reasonCode: {
    en: 'a code of up to 48 upper-case letters and digits, in parts joined by single underscores, such as RELOCATION',
    cy: 'cod o hyd at 48 o brif lythrennau a digidau, mewn rhannau wedi’u cysylltu â thanlinellau unigol, megis RELOCATION',
  },
  version: { en: 'a version of three numbers as a text, such as 1.0.0', cy: 'fersiwn o dri rhif ar ffurf testun, megis 1.0.0' },
  date: { en: 'a calendar date that exists, as YYYY-MM-DD', cy: 'dyddiad calendr sy’n bodoli, ar ffurf BBBB-MM-DD' },
  number: { en: 'a whole number from {least} to {most}', cy: 'rhif cyfan o {least} i {most}' },
  choice: { en: 'one of {choices}', cy: 'un o {choices}' },
  list: { en: 'a list', cy: 'rhestr' },
  record: { en: 'a record of fields', cy: 'cofnod o feysydd' },
  flag: { en: 'true or false', cy: 'true neu false' },
  address: { en: 'a web address', cy: 'cyfeiriad gwe' },
};
const words = { expected: EXPECTED };

const messages = {
  PACK_UNREADABLE: {
    en: '{file} cannot be read ({reason}). Give the path of a YAML file of at most {mebibytes} MiB that you may read.',
    cy: 'Ni ellir darllen {file} ({reason}). Rhowch lwybr ffeil YAML o {mebibytes} MiB ar y mwyaf y cewch ei darllen.',
  },
  PACK_NOT_YAML: {
    en: '{file}, line {line}: this is not valid YAML ({reason}). Correct it and load the pack again.',
    cy: '{file}, llinell {line}: nid yw hyn yn YAML dilys ({reason}). Cywirwch ef a llwythwch y pecyn eto.',
  },
  PACK_EMPTY: {
    en: '{file} has no records. Give at least one of `organisations`, `programmes`, `cohorts`, `questionSets`, `frameworks` or `reasonCodes`.',
    cy: 'Nid oes cofnodion yn {file}. Rhowch o leiaf un o `organisations`, `programmes`, `cohorts`, `questionSets`, `frameworks` neu `reasonCodes`.',
  },
  PACK_FIELD_MISSING: {
    en: '{file}, line {line}, {record}: the field {field} is missing. Add it; it must be {expected}.',
    cy: '{file}, llinell {line}, {record}: mae’r maes {field} ar goll. Ychwanegwch ef; rhaid iddo fod yn {expected}.',
  },
  PACK_FIELD_UNKNOWN: {
    en: '{file}, line {line}, {record}: a pack has no field {field} here. Remove it or correct its name.',
    cy: '{file}, llinell {line}, {record}: nid oes maes {field} mewn pecyn yma. Dilëwch ef neu cywirwch ei enw.',
  },
  PACK_FIELD_WRONG: {
    en: '{file}, line {line}, {record}: the field {field} must be {expected}.',
    cy: '{file}, llinell {line}, {record}: rhaid i’r maes {field} fod yn {expected}.',
  },
  PACK_UNKNOWN_PROGRAMME: {
    en: '{file}, line {line}, {record}: there is no programme with the code {code}. Correct the code, or load the pack that has the programme together with this one.',
    cy: '{file}, llinell {line}, {record}: nid oes rhaglen â’r cod {code}. Cywirwch y cod, neu llwythwch y pecyn sy’n cynnwys y rhaglen gyda’r un hwn.',
  },
  PACK_UNKNOWN_ORGANISATION: {
    en: '{file}, line {line}, {record}: the field {field} names an organisation {code} that is in no pack. Correct the code, or load the pack that has it together with this one.',
    cy: '{file}, llinell {line}, {record}: mae’r maes {field} yn enwi sefydliad {code} nad yw mewn unrhyw becyn. Cywirwch y cod, neu llwythwch y pecyn sy’n ei gynnwys gyda’r un hwn.',
  },
  PACK_UNKNOWN_SOURCE: {
    en: '{file}, line {line}, {record}: the source {code} is not among the pack’s sources. Add it there or correct its id.',
    cy: '{file}, llinell {line}, {record}: nid yw’r ffynhonnell {code} ymhlith ffynonellau’r pecyn. Ychwanegwch hi yno neu cywirwch ei hadnabyddwr.',
  },
  PACK_DUPLICATE_CODE: {
    en: '{file}, line {line}, {record}: the code {code} is used already, at {first}. Give each record a code of its own.',
    cy: '{file}, llinell {line}, {record}: mae’r cod {code} eisoes mewn defnydd, yn {first}. Rhowch ei god ei hun i bob cofnod.',
  },
  PACK_PARENT_CYCLE: {
    en: '{file}, line {line}, {record}: the organisation would be accountable to itself through {code}. Correct one of the parents.',
    cy: '{file}, llinell {line}, {record}: byddai’r sefydliad yn atebol iddo’i hun drwy {code}. Cywirwch un o’r rhieni.',
  },
  PACK_ENDS_BEFORE_START: {
    en: '{file}, line {line}, {record}: the cohort would end on {endsOn}, before it starts on {startsOn}. Correct one of the dates.',
    cy: '{file}, llinell {line}, {record}: byddai’r garfan yn dod i ben ar {endsOn}, cyn iddi ddechrau ar {startsOn}. Cywirwch un o’r dyddiadau.',
  },
} as const satisfies Record<string, RefusalMessage>;

/** Whoever loads a pack is told, and no caller of the API: so these are in no list of what callers are refused with. */
export const refuse = (code: keyof typeof messages, details: RefusalDetails): Refused => new Refused(code, details, { words, ...messages[code] });

/** Packs that are not loaded, for every reason at once. It reads as the refusal of the first. */
export class PackInvalid extends Refused {
  constructor(readonly problems: readonly [Refused, ...Refused[]]) {
    super(problems[0].code, problems[0].details, problems[0].text);
    this.name = 'PackInvalid';
  }
}
