import { Logger } from '@nestjs/common';
import { type Log, StoreUnavailable } from '@app/event-store';
import { type Logged, Refused, VoidFact } from '@app/kernel';
import type { AnyProcessManager, Reaction } from './definition.js';
import type { Following } from './instance.js';
import type { Answered, ProcessStore } from './process-store.js';
import { causedBy, commandIdOf, type Sender } from './sender.js';

/** How long a log that follows its store may take to show what is recorded. */
const SHOWN_WITHIN_MS = 10_000;
/** It stands, for whoever corrects facts to see: others rest on it, or it may not be voided at all. */
const STAYS = [
  'LATER_FACT_STANDS_ON_IT',
  'NAMED_ELSEWHERE',
  'FACT_NOT_FOUND',
  'FACT_CORRECTED',
  'FACT_NOT_AMENDABLE',
  'LEADER_ERASED',
  'ENROLLED_BY_ANOTHER_RECORD',
];

/** Takes back what followed from facts that no longer hold, by commands whose ids follow from the amendment: taken back again, nothing happens. */
export class Undoer {
  private readonly logger = new Logger(Undoer.name);

  constructor(
    private readonly store: ProcessStore,
    private readonly sender: Sender,
    private readonly log: Log,
  ) {}

  /**
   * Undoes what a reaction recorded, or what was sent in answer to its refusal did. A command that undoes a reaction is sent also where that recorded nothing: what it was
   * to do may have been done by then for another reason, which would have been none without the fact that never held.
   * @param refused as for what is sent
   * @throws whatever a command throws
   */
  async undo(manager: AnyProcessManager, amendment: Logged, { what, cause }: Following<Reaction>, refused: Map<string, Answered>): Promise<void> {
    await this.shown();
    for (const reaction of withAnswers(what).reverse()) {
      const { undo, step } = reaction;
      const recorded = await this.store.recordedUnder(manager.name, this.sender.idsOf(manager, cause, step));
      if (undo === 'void') {
        for (const eventId of recorded) await this.void(manager, amendment, reaction, eventId);
      } else if ('nothing' in undo) {
        if (recorded.length > 0)
          this.logger.warn(`${manager.name}: ${step} stays, though event ${amendment.id} (${amendment.type}) leaves no ground for it: ${undo.nothing}`);
      } else if (recorded.length > 0 || reaction === what) {
        const place = `undo/${cause.place ?? cause.event.id}/${step}`;
        for (const command of undo) await this.sender.send(manager, { event: amendment, place }, command, refused);
      }
    }
  }

  private async void(manager: AnyProcessManager, amendment: Logged, { step }: Reaction, eventId: string): Promise<void> {
    const cause = { event: amendment };
    const commandId = commandIdOf(manager, cause, `void/${eventId}`);
    try {
      await this.sender.execute(manager.name, VoidFact, { eventId }, { commandId, effectiveOn: amendment.effectiveOn, ...causedBy(cause) });
    } catch (error) {
      if (!(error instanceof Refused && STAYS.includes(error.code))) throw error;
      this.logger.warn(
        `${manager.name}: event ${eventId} of ${step} stays, though event ${amendment.id} (${amendment.type}) leaves no ground for it: ${error.code}`,
      );
    }
  }

  /** Only a log that shows everything tells what was recorded. */
  private async shown(): Promise<void> {
    try {
      await this.log.recordedSoFar(SHOWN_WITHIN_MS);
    } catch (error) {
      throw error instanceof Refused ? new StoreUnavailable(error) : error;
    }
  }
}

/** A reaction and all that may have been sent in answer to its refusal, each once. */
function withAnswers(reaction: Reaction): Reaction[] {
  const answers = Object.values(reaction.refused).flat().flatMap(withAnswers);
  return [...new Map([reaction, ...answers].map((each) => [each.step, each])).values()];
}
