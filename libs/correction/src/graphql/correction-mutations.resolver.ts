import { type AnyAmending, type Besides, type LoggedEvent, PostgresLog, recordedBy, Streams } from '@app/event-store';
import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { Access } from '@app/identity';
import { type Event, type StreamOf, VoidFact } from '@app/kernel';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { factOnRecord } from '../fact-on-record.js';
import { VoidFactInput } from './correction.inputs.js';

@Resolver()
export class CorrectionMutationsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly log: PostgresLog,
    private readonly streams: Streams,
    private readonly access: Access,
  ) {}

  @Mutation(() => Outcome, {
    description:
      'Declares that what was recorded never held: it is then as if it had not been recorded, for decisions, lists and figures, and what followed from it by itself is undone where that takes nothing from others. By whoever may record such a thing. What builds on it has to go first, and is named. History shows it still, with who voided it and why.',
  })
  async voidFact(@Input() input: VoidFactInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const { stream, type, data } = await factOnRecord(this.log, input.eventId);
    const rules = this.streams.amendingOf(stream);
    const by = recordedBy(rules, type);
    // What cannot be voided is refused with why, to whomever: nobody knows an event's id who was not shown it.
    if (!by) return this.mutations.send(context, VoidFact, input, ['Event', input.eventId], own(input));
    const said = data as Readonly<Record<string, string>>;
    const [[field, of] = ['', '']] = Object.entries(this.access.matrix.command(by.name).targets);
    return this.mutations.send(context, VoidFact, input, [of ?? '', said[field] ?? ''], own(input), {
      as: [by.name, said],
      besides: () => this.#besides(rules, { stream, type }, input, context),
    });
  }

  /** What the void takes besides; one that is on record already takes nothing. */
  async #besides(
    rules: AnyAmending | undefined,
    fact: Pick<LoggedEvent, 'stream' | 'type'>,
    { commandId }: VoidFactInput,
    { clock }: GraphqlContext,
  ): Promise<Besides | undefined> {
    if (!rules?.besides || (await this.streams.holds(fact.stream, commandId))) return undefined;
    return rules.besides(await this.streams.load(fact.stream as StreamOf<Event>, rules.fold), fact.type, clock.today());
  }
}
