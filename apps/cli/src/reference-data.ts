import { DEVELOPMENT_ISSUER, sampleAccount } from '@app/development-provider';
import { PublishFigures } from '@app/equality/commands';
import { EVENT_STORE, type EventStore, type Log, LOG } from '@app/event-store';
import { IdentityLinks } from '@app/identity';
import { Clock, type Command, derivedId, type Receipt, Refused } from '@app/kernel';
import { ProcessRunner } from '@app/process-manager';
import { ReadModel } from '@app/read-model';
import {
  catalogueOf,
  codesOf,
  generateHistory,
  loadPacks,
  type Pack,
  readPackFiles,
  runSteps,
  SAMPLE_ROLES,
  sampleHistory,
  type SampleRole,
  shippedPacks,
  statusFrom,
} from '@app/reference-data';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { progress } from './progress.js';

// Never change: what was published at a first start is known by it.
const FIGURES = '0c2b7b1e-6a53-4a0f-8c55-3a1d1f0e7b42';
const FIGURES_WAIT_MS = 60_000;

/** Loads packs through commands, with a progress bar. Loaded before, they record nothing. */
export async function load(tracker: INestApplicationContext, packs: readonly Pack[]): Promise<void> {
  const clock = tracker.get(Clock);
  const bar = progress('Reference data');
  const report = await loadPacks(packs, { execute: executor(tracker), now: clock.instant(), today: clock.today(), onProgress: bar.update }).finally(bar.stop);
  console.log(
    `Reference data: ${report.organisations} organisations, ${report.links} links, ${report.programmes} programmes, ${report.cohorts} cohorts, ${report.questionSets} sets of questions, ${report.frameworks} frameworks, ${report.reasonCodes} reasons of your own.`,
  );
}

/** The packs that come with the product, and the user's own. */
export async function packsAt(paths: readonly string[]): Promise<readonly Pack[]> {
  const shipped = await shippedPacks();
  return paths.length === 0 ? shipped : readPackFiles(paths, codesOf(shipped));
}

export interface SyntheticHistory {
  readonly leaders: number;
  readonly seed: string;
  /** The day on which it ends. */
  readonly today: string;
}

/** Synthetic leaders and several years of their enrolments, through commands. Taken up again after it broke off, it repeats nothing. */
export async function generate(tracker: INestApplicationContext, { leaders, seed, today }: SyntheticHistory): Promise<void> {
  const bar = progress('Synthetic leaders');
  const { executed } = await runSteps(
    generateHistory({ catalogue: catalogueOf(await shippedPacks()), leaders, seed, today, now: tracker.get(Clock).instant() }),
    {
      execute: executor(tracker),
      settle: () => tracker.get(ProcessRunner).settle(),
      statusOf: statusFrom(tracker.get<EventStore>(EVENT_STORE)),
      onProgress: (share) => bar.update(Math.round(share * 100), 100),
    },
  ).finally(bar.stop);
  console.log(`Synthetic leaders: ${leaders}, by ${executed} commands.`);
  await publishFigures(tracker, today);
}

/** So that there are figures to look at from the first day on; where some were published lately, those are. */
async function publishFigures(tracker: INestApplicationContext, today: string): Promise<void> {
  const clock = tracker.get(Clock);
  const commandId = derivedId(FIGURES, today);
  const actor = { kind: 'service', id: 'generator', role: 'loader' } as const;
  await tracker.get(ReadModel, { strict: false }).waitFor(await tracker.get<Log>(LOG, { strict: false }).head(), FIGURES_WAIT_MS);
  const meta = { commandId, actor, effectiveOn: clock.today(), now: clock.instant(), today: clock.today(), correlationId: commandId };
  try {
    await executor(tracker)(new PublishFigures(meta, {}));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.log(`Figures: not published now, ${error.code}.`);
  }
}

/**
 * Has the sample accounts whose role follows from what is recorded be people who have that role, unless each is somebody already. Only for an
 * installation that signs in sample accounts.
 */
export async function linkSampleAccounts(tracker: INestApplicationContext): Promise<void> {
  const links = tracker.get(IdentityLinks, { strict: false });
  const subjects = Object.fromEntries(SAMPLE_ROLES.map((role) => [role, sampleAccount(role).subject])) as Record<SampleRole, string>;
  const linked = await Promise.all(Object.values(subjects).map((subject) => links.personOf(DEVELOPMENT_ISSUER, subject)));
  if (linked.every((person) => person !== undefined)) return;
  const clock = tracker.get(Clock);
  await runSteps(
    sampleHistory({ catalogue: catalogueOf(await shippedPacks()), today: clock.today(), now: clock.instant(), issuer: DEVELOPMENT_ISSUER, subjects }),
    {
      execute: executor(tracker),
      settle: () => tracker.get(ProcessRunner).settle(),
      statusOf: statusFrom(tracker.get<EventStore>(EVENT_STORE)),
    },
  );
  console.log('Sample accounts: a leader, their line manager, a programme lead and a panel member can sign in.');
}

const executor = (tracker: INestApplicationContext) => {
  const bus = tracker.get(CommandBus);
  return (command: Command) => bus.execute<Command, Receipt>(command);
};
