import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './planted-tree.js';

const EVENTS = `import { unreachable, type Event, type Fold } from '@app/kernel';
type Opened = Event<'Opened', { id: string }>;
type Closed = Event<'Closed', { id: string }>;
`;

/** A process manager's word to a cohort, with this input and these answers to its refusals. */
const reacting = (input: string, refused = '{ COHORT_CANCELLED: [] }') => `import { reaction } from '@app/process-manager';
import { HoldPlace } from '@app/programme/commands';
const place = { cohortId: 'c', enrolmentId: 'e', leaderId: 'l', basis: 'TRANSFER' } as const;
export const held = reaction(HoldPlace, { step: 'hold', input: ${input}, effectiveOn: '2026-03-02', refused: ${refused}, undo: 'void' });
`;

/** Deciding on this stream, by this fold, and recording these. */
const streaming = (stream: string, fold: string, facts: string) => `import type { Streams } from '@app/event-store';
import type { Command, Event, Fold } from '@app/kernel';
import { cohortStream, type CohortOpened, type ProgrammeEvent, programmeStream, type QueueLeft } from '@app/programme/events';
export const opened: Fold<number, CohortOpened> = { initialState: 0, evolve: (state) => state + 1 };
export const published: Fold<number, ProgrammeEvent> = { initialState: 0, evolve: (state) => state + 1 };
export const anything: Fold<number, Event> = { initialState: 0, evolve: (state) => state + 1 };
export const streams = [cohortStream, programmeStream];
export const record = (streams: Streams, command: Command, id: string, data?: QueueLeft['data']) =>
  streams.transact(command, ${stream}, ${fold}, (): ${facts}[] => (data ? [{ type: 'QueueLeft', data }] : []));
`;

/** A handler: of this command, on this kind of stream, by this decision. */
const handling = (handler: string, fold = 'held') => `import { handled, on, type Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Decided, Fold, Receipt, Self } from '@app/kernel';
import { HoldPlace, PublishProgramme, ReleasePlace } from '@app/programme/commands';
import { type CohortEvent, cohortStream, type ProgrammeEvent } from '@app/programme/events';
export const held: Fold<number, CohortEvent> = { initialState: 0, evolve: (state) => state + 1 };
export const published: Fold<number, ProgrammeEvent> = { initialState: 0, evolve: (state) => state + 1 };
export const onCohort = on(({ cohortId }: { readonly cohortId: string }) => cohortStream(cohortId), ${fold});
export declare const hold: (command: HoldPlace, state: number) => Decided<CohortEvent>;
export declare const publish: (command: PublishProgramme, state: number) => Decided<CohortEvent>;
export declare const revise: (command: HoldPlace, state: number) => Decided<ProgrammeEvent>;
export declare const rename: (command: HoldPlace, state: string) => Decided<CohortEvent>;
export declare const promote: (command: HoldPlace, state: number, self: Self) => Decided<CohortEvent>;
export declare const byWhom: (command: HoldPlace, streams: Streams, given: { readonly persons: Persons }) => Promise<Receipt>;
export const commands = [HoldPlace, PublishProgramme, ReleasePlace];
export const handlers = [handled, Persons, ${handler}];
`;

const permitting = (rule: string, before = '') =>
  `${before}import { permit } from '@app/identity';\nimport { WithdrawEnrolment } from '@app/enrolment/commands';\nexport const rule = permit(WithdrawEnrolment, ${rule});\n`;

const ruling = (fields: string) =>
  `import { resource } from '@app/identity';\nclass Row {\n  readonly id: string = '';\n}\nclass Resolver {\n  constructor(private readonly sponsor: string) {}\n  leader(): string {\n    return this.sponsor;\n  }\n}\nexport const rule = resource('Thing', [Row, Resolver], { groups: { facts: ${fields} }, read: {} });\n`;

const settling = (fields: string) =>
  `import { settles } from '@app/feature';\nimport { WithdrawEnrolment } from '@app/enrolment/commands';\nimport sql from 'sql-template-tag';\nexport const settling = settles(WithdrawEnrolment, ${fields});\n`;

const labelling = (labels: string, people = 'people: [],') =>
  `${EVENTS}import { eventTypes } from '@app/event-store';\nimport { defineFeature } from '@app/feature';\nclass Carrying {}\nexport const feature = defineFeature({\n  name: 'opening',\n  purpose: 'None.',\n  ${people}\n  eventTypes: eventTypes<Opened | Closed>({ Opened: 1, Closed: 1 }),\n  labels: { events: ${labels} },\n  module: Carrying,\n  graphqlModule: Carrying,\n});\nexport const used: Fold<number, never> | undefined = undefined;\nexport const end = unreachable;\n`;

/** What must not compile, and what the compiler says to it. */
const PLANTED: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ['a task settled by a command about what is no field of its input', settling('{ enrolment: sql`enrolment.id` }'), /'enrolment' does not exist/],
  [
    'a refusal without its Welsh text',
    "import { refusals } from '@app/kernel';\nexport const refuse = refusals({ PLACE_TAKEN: { en: 'The place is taken.' } });\n",
    /'cy' is missing/,
  ],
  [
    'a refusal that nobody declared',
    "import { refusals } from '@app/kernel';\nexport const refusal = refusals({ PLACE_TAKEN: { en: 'a', cy: 'b' } })('PLACE_GONE');\n",
    /"PLACE_GONE"/,
  ],
  [
    'an event that a fold forgets',
    `${EVENTS}export const fold: Fold<number, Opened | Closed> = {
  initialState: 0,
  evolve(state, event) {
    switch (event.type) {
      case 'Opened':
        return state + 1;
      default:
        return unreachable(event);
    }
  },
};
`,
    /not assignable to parameter of type 'never'/,
  ],
  [
    'an event without a registered version',
    `${EVENTS}import { eventTypes } from '@app/event-store';\nexport const types = eventTypes<Opened | Closed>({ Opened: 1 });\nexport const used: Fold<number, never> | undefined = undefined;\nexport const end = unreachable;\n`,
    /'Closed' is missing/,
  ],
  [
    'an event that nothing is called, so that it is not registered either',
    `${EVENTS}import { eventTypes, firstVersions } from '@app/event-store';\nexport const types = eventTypes<Opened | Closed>(firstVersions({ Opened: { en: 'Opened', cy: 'Agorwyd' } }));\nexport const used: Fold<number, never> | undefined = undefined;\nexport const end = unreachable;\n`,
    /'Closed' is missing/,
  ],
  ['a reaction without a field of its command', reacting("{ cohortId: 'c', enrolmentId: 'e', leaderId: 'l' }"), /'basis' is missing/],
  ['a reaction with a field of another kind', reacting('{ ...place, leaderId: 7 }'), /'number' is not assignable to type 'string'/],
  ['a reaction with a field that its command has not', reacting("{ ...place, programmeId: 'p' }"), /'string' is not assignable to type 'never'/],
  ['a reaction to a refusal that its command has not', reacting('place', '{ COHORT_CANCELED: [] }'), /'COHORT_CANCELED' does not exist/],
  ['a reaction that leaves a refusal unanswered', reacting('place', '{}'), /'COHORT_CANCELLED' is missing/],
  [
    'an answer to a command that nothing can meet',
    "import { reaction } from '@app/process-manager';\nimport { CloseWithCohort } from '@app/enrolment/commands';\nexport const closed = reaction(CloseWithCohort, { step: 'close', input: { enrolmentId: 'e' }, effectiveOn: '2026-03-02', refused: { COHORT_CANCELLED: [] }, undo: 'void' });\n",
    /not assignable to type 'never'/,
  ],
  [
    'a reaction that does not say what undoes it',
    "import { reaction } from '@app/process-manager';\nimport { CloseWithCohort } from '@app/enrolment/commands';\nexport const closed = reaction(CloseWithCohort, { step: 'close', input: { enrolmentId: 'e' }, effectiveOn: '2026-03-02', refused: {} });\n",
    /'undo' is missing/,
  ],
  [
    'a reaction that was held against nothing',
    "import type { Reaction } from '@app/process-manager';\nimport { HoldPlace } from '@app/programme/commands';\nexport const held: Reaction = { step: 'hold', command: HoldPlace, input: {}, effectiveOn: '2026-03-02', refused: {} };\n",
    /\[checked\]/,
  ],
  [
    'a timer with a field of another kind',
    "import { timer } from '@app/process-manager';\nimport { ReleasePlace } from '@app/programme/commands';\nexport const later = timer(ReleasePlace, { step: 'later', dueAt: '', effectiveOn: '2026-03-02', input: { cohortId: 'c', enrolmentId: 7, cause: 'LAPSED' } });\n",
    /'number' is not assignable to type 'string'/,
  ],
  [
    'a command with a refusal that nobody declared',
    "import { Command, type CodeOf, refusals } from '@app/kernel';\nconst refuse = refusals({ PLACE_TAKEN: { en: 'a', cy: 'b' } });\ntype Refusal<Code extends CodeOf<typeof refuse>> = Code;\nexport class TakePlace extends Command<object, Refusal<'PLACE_TAKN'>> {}\n",
    /'"PLACE_TAKN"' does not satisfy/,
  ],
  ['a name beside a fold that knows of no events', streaming("'cohort-1'", 'opened', 'QueueLeft'), /'string' is not assignable to/],
  ['a fold of another stream’s events', streaming('cohortStream(id)', 'published', 'QueueLeft'), /not assignable to parameter of type 'Fold/],
  ['a fold of some of a stream’s events', streaming('cohortStream(id)', 'opened', 'QueueLeft'), /not assignable to parameter of type 'Fold/],
  ['an event of another stream', streaming('programmeStream(id)', 'anything', 'QueueLeft'), /not assignable to type 'ProgrammeEvent'/],
  [
    'a projection that says nothing of an event',
    `${EVENTS}import { projection } from '@app/read-model';
class DoorRow { id: string }
export const doors = projection<Opened | Closed, DoorRow>(DoorRow, { version: 1, key: ({ data }) => data.id, on: { Opened: (_row, { data }) => ({ id: data.id }) } });
export const used: Fold<number, never> | undefined = undefined;
export const end = unreachable;
`,
    /'Closed' is missing/,
  ],
  [
    'a timeline that does not say to whom it shows an event',
    `${EVENTS}import type { ShownTo } from '@app/graphql-kit';
export const SHOWN_TO: ShownTo<Opened | Closed, 'history'> = { Opened: 'history' };
export const used: Fold<number, never> | undefined = undefined;
export const end = unreachable;
`,
    /'Closed' is missing/,
  ],
  ['a decision on another command', handling('onCohort(ReleasePlace, hold)'), /missing the following properties from type '[^']*': leaderId, basis/],
  ['a command that names no such stream', handling('onCohort(PublishProgramme, publish)'), /'cohortId' is missing/],
  ['a decision on another stream’s state', handling('onCohort(HoldPlace, rename)'), /'number' is not assignable to type 'string'/],
  ['a decision that records another stream’s events', handling('onCohort(HoldPlace, revise)'), /'ProgrammePublished' is not assignable/],
  ['a table by the fold of another stream’s events', handling('onCohort(HoldPlace, hold)', 'published'), /not assignable to parameter of type 'Fold/],
  ['a decision that is not told what it has to know', handling('onCohort(HoldPlace, promote)'), /Target signature provides too few arguments/],
  ['a decision that is told something else', handling('onCohort(HoldPlace, promote, () => 7)'), /'number' is not assignable to type/],
  ['a handler that is not given what it needs', handling('handled(HoldPlace, byWhom)'), /Target signature provides too few arguments/],
  [
    'a handler that is given something else',
    handling('handled(HoldPlace, byWhom, { persons: Map })'),
    /is missing the following properties from type 'Persons'/,
  ],
  [
    'a rule for a field that its command has not',
    permitting("{ targets: { leaderId: 'Leader' }, may: { leader: { leaderId: 'self' } } }"),
    /'leaderId' does not exist/,
  ],
  [
    'a way by a field that its command has not',
    permitting("{ targets: { enrolmentId: 'Enrolment' }, may: { leader: { enrolmentId: 'self', assignmentId: 'self' } } }"),
    /'assignmentId' does not exist/,
  ],
  [
    'a rule that was written for another command',
    permitting(
      'byPerson',
      "import type { CommandRule } from '@app/identity';\nconst byPerson: CommandRule<'leaderId'> = { targets: { leaderId: 'Leader' }, may: {} };\n",
    ),
    /not assignable to/,
  ],
  ['a rule for a field that nothing has', ruling("['id', 'sponsor']"), /'"sponsor"' is not assignable to type '"id" \| "leader"'/],
  ['an event without a label', labelling("{ Opened: { en: 'Opened', cy: 'Agorwyd' } }"), /'Closed' is missing/],
  ['a label in one language', labelling("{ Opened: { en: 'Opened', cy: 'Agorwyd' }, Closed: { en: 'Closed' } }"), /'cy' is missing/],
  [
    'a feature that does not say of whom it holds something',
    labelling("{ Opened: { en: 'Opened', cy: 'Agorwyd' }, Closed: { en: 'Closed', cy: 'Caewyd' } }", ''),
    /'people' is missing/,
  ],
  ['a position as a number', "import type { Position } from '@app/kernel';\nexport const head: Position = 1;\n", /not assignable to type 'bigint'/],
];

const CLEAN = `${EVENTS}export const fold: Fold<number, Opened | Closed> = {
  initialState: 0,
  evolve(state, event) {
    switch (event.type) {
      case 'Opened':
        return state + 1;
      case 'Closed':
        return state - 1;
      default:
        return unreachable(event);
    }
  },
};
${reacting('place')}`;
const RULING = [
  permitting("{ targets: { enrolmentId: 'Enrolment' }, may: { leader: { enrolmentId: 'self' } } }"),
  settling('{ enrolmentId: sql`enrolment.id` }'),
  ruling("['id', 'leader']"),
  labelling("{ Opened: { en: 'Opened', cy: 'Agorwyd' }, Closed: { en: 'Closed', cy: 'Caewyd' } }"),
];
const RECORDING = streaming('cohortStream(id)', 'anything', 'QueueLeft');
const HANDLING = handling(`onCohort(HoldPlace, hold),
  onCohort(HoldPlace, promote, ({ meta }, _streams, { persons }) => persons.of(meta.actor), { persons: Persons }),
  handled(HoldPlace, byWhom, { persons: Persons })`);

describe('the compiler', () => {
  const planted = new Map(
    [...PLANTED.map(([, text]) => text), CLEAN, RECORDING, HANDLING, ...RULING].map((text, index) => [join(ROOT, `test/gates/planted-${index}.ts`), text]),
  );
  let says: string[];

  beforeAll(() => {
    // The settings of `npm run check:types`, so that a rule loosened there is noticed here.
    const { config } = ts.readConfigFile(join(ROOT, 'test/tsconfig.json'), (path) => ts.sys.readFile(path)) as { config: object };
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, join(ROOT, 'test'));
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile } = host;
    host.fileExists = (path) => planted.has(path) || fileExists(path);
    host.readFile = (path) => planted.get(path) ?? readFile(path);
    host.getSourceFile = (path, languageVersion, ...rest) => {
      const text = planted.get(path);
      return text === undefined ? getSourceFile(path, languageVersion, ...rest) : ts.createSourceFile(path, text, languageVersion);
    };
    const program = ts.createProgram([...planted.keys()], options, host);
    says = [...planted.keys()].map((path) =>
      program
        .getSemanticDiagnostics(program.getSourceFile(path))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
        .join('\n'),
    );
  });

  it.each(PLANTED.map(([what, , expected], index) => ({ what, expected, index })))('refuses $what', ({ expected, index }) => {
    expect(says[index]).toMatch(expected);
  });

  it('accepts a fold that answers every event, a reaction that answers every refusal, a stream’s own events, and handlers that are given what they need', () => {
    expect(says.slice(PLANTED.length)).toEqual(['', '', '', '', '', '', '']);
  });
});
