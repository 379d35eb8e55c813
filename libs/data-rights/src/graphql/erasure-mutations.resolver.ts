import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { DecideErasure } from '../domain/decide-erasure.js';
import { RequestErasureScan } from '../domain/request-erasure-scan.js';
import { RequestErasure } from '../domain/request-erasure.js';
import { erasureIdOf } from '../events.js';
import { DecideErasureInput, RequestErasureInput, RequestErasureScanInput } from './erasure.inputs.js';

@Resolver()
export class ErasureMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, {
    description: 'Asks for a leader to be erased: they themselves, or an administrator on their behalf. Somebody else then decides. Nothing is erased before.',
  })
  requestErasure(@Input() input: RequestErasureInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RequestErasure, input, ['ErasureRequest', erasureIdOf(input.leaderId)], own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Approves or refuses an erasure, by somebody other than who asked for it and whom it is about. What is approved is carried out at once and cannot be undone.',
  })
  decideErasure(@Input() input: DecideErasureInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, DecideErasure, input, ['ErasureRequest', input.erasureId], own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Has an erasure in `VALUES_REMAIN` searched again, by the process that destroyed the keys: it alone knows what to look for. Where that has ended, `npm run cli -- erasure scan` asks for it.',
  })
  requestErasureScan(@Input() input: RequestErasureScanInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, RequestErasureScan, input, ['ErasureRequest', input.erasureId], own(input));
  }
}
