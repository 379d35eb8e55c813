import { Refused } from '@app/kernel';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import { GqlArgumentsHost } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { refusal } from '../outcome.js';
import type { GraphqlContext } from './context.js';

/**
 * Turns an input that is refused before its mutation runs into the mutation's `Refusal`. Everything else goes on as it is
 * to where errors are written for the caller; without this, Nest would log it a first time here.
 */
@Catch()
export class OperationFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    if (error instanceof Refused && host.getType<GqlContextType>() === 'graphql') {
      const operation = GqlArgumentsHost.create(host);
      if (operation.getInfo<GraphQLResolveInfo>().parentType.name === 'Mutation') return refusal(error, operation.getContext<GraphqlContext>());
    }
    throw error;
  }
}
