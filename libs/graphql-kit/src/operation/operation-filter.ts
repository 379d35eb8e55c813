import { Refused } from '@app/kernel';
import type { ArgumentsHost } from '@nestjs/common';
import { Catch } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { GqlContextType } from '@nestjs/graphql';
import { GqlArgumentsHost } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { getNullableType, isListType } from 'graphql';
import { refusal } from '../outcome.js';
import type { GraphqlContext } from './context.js';

/**
 * Turns an input that is refused before its mutation runs into the mutation's `Refusal`. Everything else goes on as it is
 * to where errors are written for the caller; without this, Nest would log it a first time here.
 */
@Catch()
export class OperationFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() !== 'graphql') return super.catch(error, host);
    const operation = GqlArgumentsHost.create(host);
    const { parentType, returnType } = operation.getInfo<GraphQLResolveInfo>();
    if (!(error instanceof Refused) || parentType.name !== 'Mutation') throw error;
    const refused = refusal(error, operation.getContext<GraphqlContext>());
    return isListType(getNullableType(returnType)) ? [refused] : refused;
  }
}
