import { enrolment } from '@app/enrolment';
import { Codec, CommandIdentity, type Json, type LoggedEvent, Naming, Sealer, Streams } from '@app/event-store';
import { RecordedRegisters } from '@app/enrolment';
import { NoPersons, Persons } from '@app/identity';
import { Registers } from '@app/programme';
import { type Command, type CommandMeta, derivedId, type Event, type Logged, Refused } from '@app/kernel';
import { metaFor } from '@app/kernel/testing';
import { leader } from '@app/leader';
import { ConfirmLeaderMerge, MergeLeaders } from '@app/leader/commands';
import { organisation } from '@app/organisation';
import type { AnyProcessManager, Reaction } from '@app/process-manager';
import { programme } from '@app/programme';
import { Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { MemoryStore } from '../../bench/history/memory-store.js';

/** Every day of these stories lies before it. */
export const TODAY = '2026-03-31';

class Plain extends Sealer {
  seal(events: readonly { readonly data: object }[]): Promise<readonly Json[]> {
    return Promise.resolve(events.map(({ data }) => data as Json));
  }
}

@Module({})
class StreamsModule {}

/** One process that does one thing after another waits for nobody. */
const BY_ITSELF: Pick<Naming, 'names' | 'changes'> = { names: (_id, work) => work(), changes: (_id, work) => work() };

const FEATURES = [organisation, leader, programme, enrolment];
const ALL: readonly AnyProcessManager[] = FEATURES.flatMap(({ processManagers = [] }) => processManagers);

/** A process manager on its way along the log. */
interface Course {
  readonly manager: AnyProcessManager;
  readonly states: Map<string, object>;
  readonly refused: Map<string, string>;
  at: number;
}

/**
 * The product's decisions and process managers, over a log in memory: a story of hundreds of commands takes a moment. Managers handle what
 * was recorded when they are told to, and may be killed after they have sent their commands and before they remember that.
 */
export class Town {
  readonly #courses: readonly Course[];
  #commands = 0;

  private constructor(
    private readonly store: MemoryStore,
    private readonly codec: Codec,
    private readonly bus: CommandBus,
    readonly close: () => Promise<void>,
    managers: readonly AnyProcessManager[],
  ) {
    this.#courses = managers.map((manager) => ({ manager, states: new Map(), refused: new Map(), at: 0 }));
  }

  /** @param without managers that do nothing there */
  static async open(without: readonly string[] = []): Promise<Town> {
    const store = new MemoryStore(TODAY);
    const codec = new Codec(
      FEATURES.map(({ eventTypes }) => eventTypes),
      new Plain(),
    );
    const streams = new Streams(store, codec, new CommandIdentity(Buffer.alloc(32, 7)));
    const tracker = await Test.createTestingModule({
      imports: [
        CqrsModule.forRoot(),
        {
          module: StreamsModule,
          global: true,
          providers: [
            { provide: Streams, useValue: streams },
            { provide: Persons, useClass: NoPersons },
            { provide: Registers, useClass: RecordedRegisters },
            { provide: Naming, useValue: BY_ITSELF },
          ],
          exports: [Streams, Persons, Registers, Naming],
        },
        ...FEATURES.map(({ module }) => module),
      ],
    }).compile();
    tracker.useLogger(false);
    await tracker.init();
    const managers = ALL.filter(({ name }) => !without.includes(name));
    return new Town(store, codec, tracker.get(CommandBus), () => tracker.close(), managers);
  }

  /** @returns the code of the refusal, if it was refused */
  async send<Input extends object>(
    command: new (meta: CommandMeta, input: Input) => Command<Input>,
    input: Input,
    effectiveOn = TODAY,
    actor = metaFor().actor,
  ): Promise<string | undefined> {
    const commandId = derivedId('5f6d6f4e-2f9a-4d2b-8f0c-3c1d2e4f5a60', `command ${++this.#commands}`);
    return this.#execute(new command(metaFor({ commandId, effectiveOn, today: TODAY, actor }), input));
  }

  /** What two people do one after the other. @returns the code of the refusal of the last, if it was refused */
  async merge(leaderId: string, mergedId: string): Promise<string | undefined> {
    const input = { leaderId, mergedId, reason: 'One person.' };
    const refused = await this.send(MergeLeaders, input);
    if (refused !== undefined && refused !== 'MERGE_PROPOSED_ALREADY') return refused;
    return this.send(ConfirmLeaderMerge, input, TODAY, { ...metaFor().actor, id: '99999999-9999-4999-8999-999999999999' });
  }

  /** The same, which must be recorded. */
  async record<Input extends object>(command: new (meta: CommandMeta, input: Input) => Command<Input>, input: Input, effectiveOn = TODAY): Promise<void> {
    const refused = await this.send(command, input, effectiveOn);
    if (refused !== undefined) throw new Error(`${command.name} was refused with ${refused}`);
  }

  /** Everything recorded, in order. */
  async log(): Promise<readonly Logged<Event>[]> {
    const events: Logged<Event>[] = [];
    for await (const stored of this.store.read()) events.push(this.#decoded(stored));
    return events;
  }

  /**
   * Has managers handle what is there and what that leads to.
   * @param killed asked after each event: whether that manager forgets that it has handled it
   * @param most so many events; the rest is left for another time
   */
  async settle(killed: () => boolean = () => false, most = Number.POSITIVE_INFINITY): Promise<void> {
    let handled = 0;
    for (let busy = true; busy;) {
      busy = false;
      for (const course of this.#courses) {
        for (let events = await this.log(); ;) {
          const event = events[course.at];
          if (!event) {
            const more = await this.log();
            if (more.length === events.length) break;
            events = more;
            continue;
          }
          if (handled++ >= most) return;
          busy = true;
          await this.#handle(course, event, killed);
        }
      }
    }
  }

  async #handle(course: Course, event: Logged<Event>, killed: () => boolean): Promise<void> {
    const { manager, states, refused } = course;
    if (manager.reads.includes(event.type)) {
      const key = manager.key(event);
      const state = manager.evolve(states.get(key) ?? manager.initialState, event);
      for (const reaction of manager.react(state, event).reactions ?? []) await this.#react(manager, event, reaction, refused);
      if (killed()) return;
      states.set(key, state);
    }
    course.at++;
  }

  async #react(manager: AnyProcessManager, event: Logged<Event>, { step, command, input, effectiveOn, refused }: Reaction, standing: Map<string, string>) {
    const commandId = derivedId(event.id, `${manager.name}/${step}`);
    const meta = metaFor({ commandId, effectiveOn, today: TODAY, causationId: event.id, actor: { kind: 'system', id: manager.name, role: 'process-manager' } });
    const code = standing.get(commandId) ?? (await this.#execute(new command(meta, input as never)));
    if (code === undefined) return;
    const alternatives = refused[code];
    if (!alternatives) throw new Error(`${manager.name}: ${step} was refused with ${code}, which nothing answers`);
    if (alternatives.length > 0) standing.set(commandId, code);
    for (const alternative of alternatives) await this.#react(manager, event, alternative, standing);
  }

  async #execute(command: Command): Promise<string | undefined> {
    try {
      await this.bus.execute(command);
      return undefined;
    } catch (error) {
      if (error instanceof Refused) return error.code;
      throw error;
    }
  }

  #decoded(stored: LoggedEvent): Logged<Event> {
    return this.codec.decode<Event>(stored) as Logged<Event>;
  }
}
