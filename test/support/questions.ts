import { nodeId } from '@app/graphql-kit';
import { loadPacks, shippedPacks } from '@app/reference-data';
import { CommandBus } from '@nestjs/cqrs';
import type { System } from './system.js';

/** Publishes the equality questions that come with the product. @returns the ids of the sets, by nation */
export async function publishQuestions(system: System): Promise<Readonly<Record<string, string>>> {
  const packs = (await shippedPacks()).filter(({ questionSets }) => questionSets.length > 0);
  const bus = system.projector.get(CommandBus);
  await loadPacks(packs, { execute: (command) => bus.execute(command), now: system.clock.instant(), today: system.clock.today() });
  const { rows } = await system.database.database.pool.query<{ id: string; nation: string }>(
    "select data ->> 'questionSetId' as id, data ->> 'nation' as nation from es.events where type = 'QuestionSetPublished'",
  );
  return Object.fromEntries(rows.map(({ id, nation }) => [nation, nodeId('QuestionSet', id)]));
}
