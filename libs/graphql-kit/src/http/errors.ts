import { Refused } from '@app/kernel';
import type { Bilingual, Language } from '@app/localisation';
import { say } from '@app/localisation';
import { Logger } from '@nestjs/common';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { inspect } from 'node:util';
import type { Fault } from './faults.js';
import { faultOf, retryAfterMsOf, wordsOf } from './faults.js';
import { detailsByName, refusal } from '../refusal.js';
import { RequestRefused, requestRefused } from './request-refused.js';

const log = new Logger('GraphQL');

/** Who asked, as far as the words of an error depend on it. */
export interface Asked {
  readonly language: Language;
  readonly requestId: string;
  /** Whether the caller knows the media type `application/graphql-response+json`, whose status says whether there is data. */
  readonly knowsGraphqlResponse: boolean;
  /** Whether the caller may ask what the schema is: who may not is not told its names by way of suggestions either. */
  readonly mayIntrospect: boolean;
}

/** An answer and its HTTP status. */
export interface Answer {
  readonly statusCode: number;
  readonly response: ExecutionResult;
  /** Seconds after which to ask again, where what failed passes: for `Retry-After`. */
  readonly retryAfter?: number | undefined;
}

/** One refused request, before there is any GraphQL in it. */
export function answerRefused(refused: Refused, statusCode: number, asked: Asked): Answer {
  return { statusCode, response: { errors: [refusedError(refused, asked)] as unknown as GraphQLError[] } };
}

/**
 * What leaves the process of an operation that had errors: refusals and GraphQL's own messages as they are, anything
 * else as a reference to the log. The status is that of GraphQL over HTTP.
 */
export function answerWithErrors(execution: Pick<ExecutionResult, 'data'> & { readonly errors?: readonly unknown[] | undefined }, asked: Asked): Answer {
  const errors = (execution.errors ?? []).flatMap(separate);
  const formatted = errors.map((error) => format(error, asked));
  const response = { ...(execution.data === undefined ? {} : { data: execution.data }), errors: formatted as unknown as GraphQLError[] };
  const delays = formatted.flatMap(({ extensions }) => (typeof extensions?.['retryAfterMs'] === 'number' ? extensions['retryAfterMs'] : []));
  const retryAfter = delays.length === 0 ? undefined : Math.ceil(Math.max(...delays) / 1_000);
  return { statusCode: statusOf(execution, errors, formatted, asked), response, retryAfter };
}

function statusOf(execution: Pick<ExecutionResult, 'data'>, errors: readonly unknown[], formatted: readonly GraphQLFormattedError[], asked: Asked): number {
  if (execution.data !== undefined) return 200;
  const refused = errors.map((error) => requestRefused(causeOf(error))).find((found) => found !== undefined);
  if (refused) return refused.statusCode;
  const codes = formatted.map((error) => error.extensions?.['code']);
  if (codes.includes('UNAVAILABLE') || codes.includes('NOT_READY')) return 503;
  if (codes.includes('INTERNAL')) return 500;
  return asked.knowsGraphqlResponse ? 400 : 200;
}

// Mercurius reports all that is wrong with a document as one error that holds the others.
function separate(error: unknown): readonly unknown[] {
  if (!(error instanceof GraphQLError)) return [error];
  const { code, errors } = (error.originalError ?? {}) as { readonly code?: unknown; readonly errors?: unknown };
  return code === 'MER_ERR_GQL_VALIDATION' && Array.isArray(errors) ? errors : [error];
}

function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function format(error: unknown, asked: Asked): GraphQLFormattedError {
  const cause = causeOf(error);
  const where =
    error instanceof GraphQLError ? { ...(error.locations ? { locations: error.locations } : {}), ...(error.path ? { path: error.path } : {}) } : {};
  const refused = cause instanceof Refused ? cause : requestRefused(cause);
  if (refused) return { ...where, ...refusedError(refused, asked) };
  if (error instanceof GraphQLError && cause instanceof GraphQLError && isCallersFault(error)) {
    const code = error.message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'GRAPHQL_VALIDATION_FAILED';
    return { ...where, message: say(documentFaults[code], { detail: detailOf(error.message, asked) }, asked.language), extensions: { code } };
  }
  const fault = faultOf(cause);
  if (fault === 'INTERNAL') logDefect(cause, asked.requestId);
  return { ...where, ...faultError(fault, cause, asked) };
}

// GraphQL's own words are English, and say where: for readers of Welsh they follow upon what is wrong.
const documentFaults = {
  GRAPHQL_PARSE_FAILED: { en: '{detail}', cy: 'Ni ellir darllen y ddogfen hon fel GraphQL. Yn Saesneg: {detail}' },
  GRAPHQL_VALIDATION_FAILED: { en: '{detail}', cy: 'Nid yw’r ddogfen hon, neu ei newidynnau, yn gweddu i’r sgema. Yn Saesneg: {detail}' },
} as const satisfies Record<string, Bilingual>;

function detailOf(message: string, { mayIntrospect }: Asked): string {
  return mayIntrospect ? message : message.replace(/ Did you mean .*\?$/s, '');
}

// Before execution GraphQL speaks of the document alone; in it, of an argument whose variable is missing.
function isCallersFault(error: GraphQLError): boolean {
  return error.path === undefined || /^(Argument|Variable) "/.test(error.message);
}

function refusedError(refused: Refused, asked: Asked): GraphQLFormattedError {
  const { code, message, field, details, faults } = refusal(refused, asked);
  const retryAfterMs = refused instanceof RequestRefused ? refused.retryAfterMs : undefined;
  const extensions = {
    code,
    ...(field !== null && { field }),
    ...(details.length > 0 && { details: detailsByName(details) }),
    ...(faults.length > 1 && { faults: faults.map((fault) => ({ ...fault, details: detailsByName(fault.details) })) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  return { message, extensions };
}

function faultError(code: Fault, cause: unknown, { language, requestId }: Asked): GraphQLFormattedError {
  const retryAfterMs = retryAfterMsOf(code);
  return {
    message: say(wordsOf(code, cause), { reference: requestId }, language),
    extensions: { code, ...(code === 'INTERNAL' && { reference: requestId }), ...(retryAfterMs !== undefined && { retryAfterMs }) },
  };
}

// Only what names the fault: PostgreSQL's `detail` and `where` repeat the values of rows, and of data that do not fit (classes 22 and 23) its
// very message does.
function logDefect(error: unknown, reference: string): void {
  const { name, message, code, stack }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(inspect(error, { depth: 0 }));
  const said = /^2[23]...$/.test(code ?? '') ? 'the database refused a value' : message;
  log.error({ reference, err: { type: name, message: said, code, stack: stack?.replace(message, said) } }, 'an operation failed');
}
