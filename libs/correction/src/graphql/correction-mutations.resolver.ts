import { type AnyAmending, type Besides, type LoggedEvent, PostgresLog, Streams } from '@app/event-store';
import { FactsShown, type GraphqlContext, Input, Mutations, Outcome, own, type Permitted } from '@app/graphql-kit';
import { Access, type Viewer } from '@app/identity';
import { type Event, type StreamOf, VoidFact } from '@app/kernel';
import type { Snapshot } from '@app/read-model';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { refuse } from '../fact-on-record.js';
import { VoidFactInput } from './correction.inputs.js';

/** Whether others name what a fact was the first of is looked for in all that was recorded since: an operation asks that of ten at most. */
const SOUGHT = 1_000;

@Resolver()
export class CorrectionMutationsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly log: PostgresLog,
    private readonly streams: Streams,
    private readonly access: Access,
    private readonly facts: FactsShown,
  ) {}

  @Mutation(() => Outcome, {
    complexity: SOUGHT,
    description:
      'Declares that what was recorded never held: it is then as if it had not been recorded, for decisions, lists and figures, and what followed from it by itself is undone where that takes nothing from others. By whoever may record such a thing. What builds on it has to go first, and is named to whom it is shown. History shows it still, with who voided it and why.',
  })
  voidFact(@Input() input: VoidFactInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.sendAbout(context, VoidFact, input, own(input), (snapshot, viewer) => this.#permitted(snapshot, viewer, input, context));
  }

  /** Ids of events follow from those of commands and of other events, so they can be reckoned: of what is not shown, nobody is told whether it is there. */
  async #permitted(snapshot: Snapshot, viewer: Viewer, input: VoidFactInput, context: GraphqlContext): Promise<Permitted> {
    const { eventId } = input;
    const anybody = await this.access.permit(snapshot, viewer, VoidFact.name, {});
    const event = (await this.log.byId([eventId])).get(eventId);
    if (!event || !(await this.facts.isShown(snapshot, viewer, event))) throw refuse('EVENT_NOT_FOUND');
    const rules = this.streams.amendingOf(event.stream);
    return {
      // What nobody may amend is refused with why.
      role: (await this.facts.amends(snapshot, viewer, event)) ?? anybody,
      subject: rules ? [rules.of, event.stream.slice(rules.category.length + 1)] : ['Event', eventId],
      besides: rules && (() => this.#besides(rules, event, input, context)),
    };
  }

  /** What the void takes besides; one that is on record already takes nothing. */
  async #besides(
    { besides, fold }: AnyAmending,
    { stream, type }: LoggedEvent,
    { commandId }: VoidFactInput,
    { clock }: GraphqlContext,
  ): Promise<Besides | undefined> {
    if (!besides || (await this.streams.holds(stream, commandId))) return undefined;
    return besides(await this.streams.load(stream as StreamOf<Event>, fold), type, clock.today());
  }
}
