import { Refused } from '@app/kernel';
import type { ArgumentsHost } from '@nestjs/common';
import { Catch, HttpException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { GqlContextType } from '@nestjs/graphql';
import { GqlArgumentsHost } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { getNullableType, isListType } from 'graphql';
import { requestRefused } from '../http/request-refused.js';
import { refusal } from '../refusal.js';
import type { GraphqlContext } from './context.js';

/**
 * Turns an input that is refused before its mutation runs into the mutation's `Refusal`. Everything else goes on as it is
 * to where errors are written for the caller; without this, Nest would log it a first time here.
 */
@Catch()
export class OperationFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() !== 'graphql') return super.catch(asCallersFault(error), host);
    const operation = GqlArgumentsHost.create(host);
    const { parentType, returnType } = operation.getInfo<GraphQLResolveInfo>();
    if (!(error instanceof Refused) || parentType.name !== 'Mutation') throw error;
    const refused = refusal(error, operation.getContext<GraphqlContext>());
    return isListType(getNullableType(returnType)) ? [refused] : refused;
  }
}

// A body that cannot be read, at an address where nothing reads one. Nest would log it as a fault of its own, beside the request's line.
function asCallersFault(error: unknown): unknown {
  const refused = requestRefused(error);
  return refused ? new HttpException(refused.text.en, refused.statusCode) : error;
}
