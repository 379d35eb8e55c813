import { Labels } from '@app/data-rights';
import { type Feature, keyOf } from '@app/feature';
import { declaredLabels } from '@app/graphql-kit';
import { type Reach, type ResourceRule, ROLES, type Role } from '@app/identity';
import { access, features } from '@app/tracker';
import type { DeclaredEvent } from './declared-events.js';
import { table } from './markdown.js';
import { isAboutPeople, pathsOf, sealedPathsOf } from './personal.js';

const INTRODUCTION = `# Record of processing

Generated from the value of every feature (\`libs/*/src/feature.ts\`) by \`npm run generate\`: what a controller's record of processing activities says of the product
(UK GDPR, article 30), and the facts that an impact assessment starts from (article 35). What the product cannot know stands under
[what an installation has yet to state](#what-an-installation-has-yet-to-state).

**Of whoever uses it**, each event tells the id of the account, the role, in whose name, when, and a reason from a list ([event-catalogue.md](event-catalogue.md)); who read what of
whom is recorded as well ([data-rights.md](data-rights.md#who-looked)). **Sealed** is what is stored encrypted, under a key of the person it is about. What stands **in the open** are codes, dates, numbers and ids, under an
identifier of the person. What the words in brackets mean, by which a role reaches something: [access.md](access.md#relationships). Nothing is seen or done by whom it is not said of.`;

const INSTALLATION = `## What an installation has yet to state

| what | where |
| --- | --- |
| the controller, and joint ones: name and contact | |
| the data protection officer, and a representative: contact | |
| the lawful basis of each purpose (article 6), and for what the law protects more a condition (article 9; Data Protection Act 2018, schedule 1) | the table below |
| recipients: the identity provider, who runs the servers, who is given exports and figures | |
| transfers to other countries, and their safeguards | |
| how long each record is kept, and on whose authority | the file that \`RETENTION_RULES\` names ([data-rights.md](data-rights.md#how-long-it-is-kept)) |
| who has a role by claims, and who gives it | the identity provider ([sign-in.md](sign-in.md#what-claims-mean)) |
| security around the product: the database, its backups, the keys | ([operations.md](operations.md), [configuration.md](configuration.md)) |
| for an impact assessment: why it is necessary and proportionate, what people were asked, what risk is left, the officer’s advice | |`;

const MEASURES = `## What the product does about risks

| risk | what is done |
| --- | --- |
| somebody sees what is not theirs to see | everything is denied that no rule permits, in the query itself ([access.md](access.md)) |
| somebody may look, and looks too much | each read of others’ personal values is recorded, and shown to the person ([data-rights.md](data-rights.md#who-looked)) |
| a copy of the database gets about | what is personal is sealed; the keys are wrapped by one that stands elsewhere ([erasure.md](erasure.md#backups)) |
| figures tell of few people | they are masked and rounded, and answer at fixed moments alone ([figures.md](figures.md)) |
| one person decides alone | two have to, neither of whom it is about ([access.md](access.md#oneself-and-two-people)) |
| something is kept too long | rules destroy keys; an erasure is proved by a certificate ([erasure.md](erasure.md)) |
| a record was altered | each position of the log has a hash of all before it, which \`log verify\` compares ([operations.md](operations.md#the-mirror)) |`;

/** How long it is kept, by kind of record. */
function retention(): string {
  const kept = features.retention.map(({ record, purposes }) => [
    `\`${record}\``,
    asWords(inEnglish('RecordType', record)),
    purposes.map((key) => `${features.sealed[key]?.what ?? key} (\`${key}\`)`).join('; '),
  ]);
  return `## How long it is kept

There is no period of the product’s own: what no rule of the installation is about is kept, and a hold keeps what one is about ([data-rights.md](data-rights.md#how-long-it-is-kept)). Once a
period is over, keys are destroyed:

${table(['record', 'what it is', 'what becomes unreadable'], [...kept, ['`PERSON`', asWords(inEnglish('RecordType', 'PERSON')), 'everything sealed, by an erasure that somebody decides']])}

**An erasure** destroys every key of the person, and what is opened of them. It leaves what is in the open, under an identifier that leads to nobody: that something happened, when, codes and
totals ([erasure.md](erasure.md#what-is-destroyed-and-what-stays)).`;
}

const labels = new Labels(features);
const inEnglish = (of: string, code: string): string => declaredLabels().get(of)?.get(code.toUpperCase().replaceAll('-', '_'))?.en ?? code;
const asWords = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
/** A role, and how it reaches something where not everybody in it does. */
function said(role: Role, reaches: readonly Reach[]): string {
  const name = asWords(inEnglish('Role', role));
  return reaches.includes('public') ? name : `${name} (${reaches.map((reach) => asWords(inEnglish('AccessRelationship', reach))).join(', ')})`;
}

/** Whoever stands so, role by role. */
function inWords(reaching: (role: Role) => readonly Reach[]): string {
  const all = ROLES.map((role) => [role, reaching(role)] as const).filter(([, reaches]) => reaches.length > 0);
  if (all.length === ROLES.length && all.every(([, reaches]) => reaches.includes('public'))) return 'whoever has a role';
  return all.map(([role, reaches]) => said(role, reaches)).join('; ') || 'nobody';
}

/** What is said alike of several things, once. */
function alike(rows: readonly (readonly [what: string, said: string])[]): string[][] {
  const by = new Map<string, string[]>();
  for (const [what, saying] of rows) by.set(saying, [...(by.get(saying) ?? []), what]);
  return [...by].map(([saying, what]) => [what.join(', '), saying]);
}

function seen(type: string): string[][] {
  const { groups, read }: ResourceRule = access.matrix.resource(type);
  const rows = Object.keys(groups).map((group) => {
    const reaching = (role: Role) => access.matrix.reachesOf[role].filter((reach) => read[role]?.[reach]?.includes(group) === true);
    return [group, inWords(reaching)] as const;
  });
  return alike(rows).map(([what = '', who = '']) => [`[${type}](access-matrix.md#${type.toLowerCase()}): ${what}`, who]);
}

/** Ways by which a command may be sent, whatever its fields are called. */
const doing = (command: string) =>
  inWords((role) => [
    ...new Set(access.matrix.ways(command, role).flatMap((way) => (typeof way === 'string' ? [way] : Object.values(way).flatMap((reaches) => reaches ?? [])))),
  ]);

/** What is held of people in the open, by what happened that it was recorded of: what a value is called says what it is beside that alone. */
function open(events: readonly DeclaredEvent[]): string[] {
  const rows = events.filter(isAboutPeople).flatMap((event): [string, string][] => {
    const sealed = sealedPathsOf(event);
    const paths = pathsOf(event.fields).filter((path) => !sealed.includes(path) && !/Ids?(\.\*)?$/.test(path));
    const values = [...new Set(paths.map((path) => asWords(labels.ofField(event.type, path, 'en').value)))];
    return values.length === 0 ? [] : [[asWords(labels.ofType(event.type, 'en').value), values.sort().join(', ')]];
  });
  return rows.length === 0 ? [] : [table(['what happened', 'what stands in the open of it'], alike(rows))];
}

function sealedOf({ sealed = {} }: Feature, events: readonly DeclaredEvent[]): string[] {
  const values = events.flatMap((event) => sealedPathsOf(event).map((path) => ({ type: event.type, path })));
  const kept = (key: string) => features.retention.filter(({ purposes }) => purposes.includes(key)).map(({ record }) => `\`${record}\``);
  const rows = Object.entries(sealed).map(([key, { what, special = '' }]) => {
    const under = values.filter(({ type, path }) => keyOf(sealed, type, path) === key);
    const fields = [...new Set(under.map(({ type, path }) => labels.ofField(type, path, 'en').value))].map(asWords);
    return [`\`${key}\``, what, fields.join(', '), special, [...kept(key), '`PERSON`'].join(', ')];
  });
  return rows.length === 0 ? [] : [table(['key', 'what is sealed', 'fields', 'protected more', 'ends with'], rows)];
}

function chapterOf(feature: Feature, all: readonly DeclaredEvent[]): string {
  const { name, purpose, people, rules = {}, openedTables = [], processManagers = [] } = feature;
  const events = all.filter((event) => event.feature === name);
  const permitted = alike((rules.commands ?? []).map(([command]) => [`\`${command}\``, doing(command)]));
  return [
    `### ${name}`,
    `**Purpose.** ${purpose} **Of whom.** ${people.join('; ')}.`,
    ...sealedOf(feature, events),
    ...open(events),
    ...(openedTables.length === 0
      ? []
      : [
          `**Opened to be searched and counted**, in tables that no backup holds: ${openedTables.map(({ rowClass }) => `\`${rowClass.name.replace(/Row$/, '')}\``).join(', ')}.`,
        ]),
    ...(processManagers.length === 0
      ? []
      : [`**Follows by itself** from what was recorded: ${processManagers.map((manager) => `\`${manager.name}\``).join(', ')}.`]),
    table(
      ['what is seen', 'by whom'],
      (rules.resources ?? []).flatMap(([type]) => seen(type)),
    ),
    ...(permitted.length === 0 ? [] : [table(['what is done', 'by whom'], permitted)]),
  ].join('\n\n');
}

/** The record of processing, as a page. */
export function processing(events: readonly DeclaredEvent[]): string {
  const [personal, none] = [features.all.filter(({ people }) => people.length > 0), features.all.filter(({ people }) => people.length === 0)];
  const bases = table(
    ['feature', 'purpose', 'protected more', 'lawful basis, and condition'],
    personal.map(({ name, purpose, sealed = {} }) => [
      name,
      purpose,
      Object.values(sealed)
        .flatMap(({ special }) => special ?? [])
        .join('; '),
      '',
    ]),
  );
  return `${[
    INTRODUCTION,
    '## What is processed',
    ...personal.map((feature) => chapterOf(feature, events)),
    '### Without personal data',
    table(
      ['feature', 'why'],
      none.map(({ name, purpose }) => [name, purpose]),
    ),
    retention(),
    MEASURES,
    INSTALLATION,
    bases,
  ]
    .map((part) => part.trim())
    .join('\n\n')}\n`;
}
