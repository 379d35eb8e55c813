import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordedRegisters } from '@app/enrolment';
import { ApplyForCohort, RecordAttendance } from '@app/enrolment/commands';
import { EVENT_STORE, type EventStore, PostgresLog } from '@app/event-store';
import { frameworkIdOf, StateCrosswalk } from '@app/framework/commands';
import { parseNodeId } from '@app/graphql-kit';
import { type Command, type CommandMeta, Refused, VoidFact } from '@app/kernel';
import { metaFor } from '@app/kernel/testing';
import { CancelSession } from '@app/programme/commands';
import { CommandBus } from '@nestjs/cqrs';
import { frameworkVersion } from '../support/frameworks.js';
import { APPLIED, Journeys, OPENED, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const reasonCode = 'RECORDED_IN_ERROR';
/** Longer than a command takes that waits for nobody. */
const A_MOMENT_MS = 1_500;

let system: System;
let journeys: Journeys;
let cohortId: string;
beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system);
  cohortId = await journeys.openCohort();
});
afterAll(() => system.stop());

const COMMANDS = {
  applyForCohort: ApplyForCohort,
  recordAttendance: RecordAttendance,
  cancelSession: CancelSession,
  stateCrosswalk: StateCrosswalk,
  voidFact: VoidFact,
} as const;
interface Asked {
  readonly mutation: keyof typeof COMMANDS;
  readonly input: Readonly<Record<string, string | number | object>>;
  readonly surroundings?: Partial<Pick<CommandMeta, 'effectiveOn' | 'reasonCode'>>;
}
interface Race {
  /** What takes away what the other names. */
  readonly undoing: Asked;
  readonly naming: Asked;
}

/** Over HTTP, in one process. @returns what was refused */
const here = async ({ mutation, input, surroundings }: Asked): Promise<string | undefined> => {
  const outcome = await system.mutate(mutation, { ...input, ...surroundings });
  return outcome.__typename === 'Refusal' ? outcome.code : undefined;
};
/** In another, which is the worker's. */
const elsewhere = async ({ mutation, input, surroundings }: Asked): Promise<string | undefined> => {
  const raw = Object.fromEntries(Object.entries(input).map(([field, value]) => [field, typeof value === 'string' ? (parseNodeId(value)?.id ?? value) : value]));
  const [now, today] = [system.clock.instant(), system.clock.today()];
  const meta = metaFor({ commandId: randomUUID(), correlationId: randomUUID(), now, today, effectiveOn: today, ...surroundings });
  const Asking = COMMANDS[mutation] as new (meta: CommandMeta, input: object) => Command;
  return system.projector
    .get(CommandBus, { strict: false })
    .execute(new Asking(meta, raw))
    .then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof Refused) return error.code;
        throw error;
      },
    );
};

/** A call that a process makes on its way, before or after which another has its chance. */
interface Call {
  readonly owner: object;
  readonly method: string;
  readonly chance: 'before' | 'after';
  /** By what it is called with first. */
  readonly of?: (value: unknown) => boolean;
}

/** Lets one process come as far as a call, and no further until another has had time for what it is asked; once. @returns what was refused to either */
async function between(
  { owner, method, chance, of = () => true }: Call,
  one: () => Promise<string | undefined>,
  other: () => Promise<string | undefined>,
): Promise<readonly [one: string | undefined, other: string | undefined]> {
  const calls = owner as Record<string, (...values: unknown[]) => Promise<unknown>>;
  const original = calls[method];
  let others: Promise<string | undefined> | undefined;
  const give = async (value: unknown, now: Call['chance']) => {
    if (others || now !== chance || !of(value)) return;
    others = other();
    await Promise.race([others, sleep(A_MOMENT_MS)]);
  };
  calls[method] = async (...values) => {
    await give(values[0], 'before');
    const result = await original?.apply(owner, values);
    await give(values[0], 'after');
    return result;
  };
  try {
    const outcome = await one();
    if (!others) throw new Error(`${method} was not called`);
    return [outcome, await others];
  } finally {
    Reflect.deleteProperty(owner, method);
  }
}

const post = async (): Promise<Race> => {
  const { leaderId } = await journeys.leader();
  const { organisationId } = journeys.ground;
  const terms = { post: 'Porter', wtePercent: 100, basis: 'BANK', effectiveOn: '2021-04-01' };
  const { id: assignmentId, receipt } = await system.record('startAssignment', { leaderId, organisationId, ...terms });
  await system.settled();
  return {
    undoing: { mutation: 'voidFact', input: { eventId: receipt.eventIds[0] ?? '' }, surroundings: { reasonCode } },
    naming: { mutation: 'applyForCohort', input: { cohortId, leaderId, assignmentId }, surroundings: { effectiveOn: APPLIED } },
  };
};
const opened = async (): Promise<Race> => {
  const leader = await journeys.leader();
  const particulars = { programmeId: journeys.ground.programmeId, name: 'Cohort', capacity: 2, startsOn: STARTED, endsOn: '2026-06-01' };
  const { id, receipt } = await system.record('openCohort', { ...particulars, deliveryLanguage: 'ENGLISH', effectiveOn: OPENED });
  await system.settled();
  return {
    undoing: { mutation: 'voidFact', input: { eventId: receipt.eventIds[0] ?? '' }, surroundings: { reasonCode } },
    naming: { mutation: 'applyForCohort', input: { cohortId: id, ...leader }, surroundings: { effectiveOn: APPLIED } },
  };
};
const session = async (): Promise<Race & { readonly sessionId: string }> => {
  const enrolmentId = await journeys.enrolled(cohortId);
  const scheduled = { cohortId, title: 'Module', heldOn: STARTED, minutes: 60, effectiveOn: STARTED };
  const { id: sessionId, receipt } = await system.record('scheduleSession', scheduled);
  await system.settled();
  return {
    sessionId,
    undoing: { mutation: 'voidFact', input: { eventId: receipt.eventIds[0] ?? '' }, surroundings: { reasonCode } },
    naming: { mutation: 'recordAttendance', input: { enrolmentId, sessionId, minutes: 60 } },
  };
};
const cancelled = async (): Promise<Race> => {
  const { naming, sessionId } = await session();
  return { naming, undoing: { mutation: 'cancelSession', input: { cohortId, sessionId }, surroundings: { reasonCode: 'NO_VENUE' } } };
};

const version = async (): Promise<Race> => {
  const [own, other] = [`own-${randomUUID()}`, `other-${randomUUID()}`] as const;
  await system.record('publishFrameworkVersion', frameworkVersion(own));
  const { receipt } = await system.record('publishFrameworkVersion', frameworkVersion(other));
  await system.settled();
  const attending = (code: string) => ({ frameworkId: frameworkIdOf(code), version: '1.0', element: 'attending' });
  return {
    undoing: { mutation: 'voidFact', input: { eventId: receipt.eventIds[0] ?? '' }, surroundings: { reasonCode } },
    naming: { mutation: 'stateCrosswalk', input: { from: attending(own), to: attending(other), strength: 'EXACT', source: 'HEIW' } },
  };
};

const lookedFor = (): Call => ({ owner: system.api.get(PostgresLog, { strict: false }), method: 'namedBy', chance: 'after' });
const lookedForInRegisters = (): Call => ({ owner: system.api.get(RecordedRegisters, { strict: false }), method: 'isMarked', chance: 'after' });
const recorded = (): Call => ({
  owner: system.api.get<EventStore>(EVENT_STORE, { strict: false }),
  method: 'append',
  chance: 'before',
  of: (stream) => /^(?:enrolment|framework)-/.test(String(stream)),
});

describe('what one process takes away while another names it', () => {
  it.each([
    ['a post that is voided', post, lookedFor, 'ASSIGNMENT_NOT_FOUND'],
    ['a cohort that is voided', opened, lookedFor, 'COHORT_NOT_FOUND'],
    ['a session that is voided', session, lookedFor, 'SESSION_NOT_FOUND'],
    ['a version of a framework that is voided', version, lookedFor, 'FRAMEWORK_NOT_FOUND'],
    ['a session that is cancelled', cancelled, lookedForInRegisters, 'SESSION_CANCELLED'],
  ])('%s is named no more by whoever comes once nobody was found to name it', async (_what, ground, looked, refused) => {
    const { undoing, naming } = await ground();
    const outcome = await between(
      looked(),
      () => here(undoing),
      () => elsewhere(naming),
    );
    expect(outcome).toEqual([undefined, refused]);
  });

  it.each([
    ['a post', post, 'NAMED_ELSEWHERE'],
    ['a cohort', opened, 'NAMED_ELSEWHERE'],
    ['a session', session, 'NAMED_ELSEWHERE'],
    ['a version of a framework', version, 'NAMED_ELSEWHERE'],
    ['a session that is to be cancelled', cancelled, 'REGISTER_RECORDED'],
  ])('%s is left to whoever is just recording that they name it', async (_what, ground, refused) => {
    const { undoing, naming } = await ground();
    const outcome = await between(
      recorded(),
      () => here(naming),
      () => elsewhere(undoing),
    );
    expect(outcome).toEqual([undefined, refused]);
  });
});
