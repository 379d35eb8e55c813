import type { ParseOptions } from 'graphql';
import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';

/** Levels of brackets in brackets: far more than `LIMITS.depth` has a use for, and few enough for whatever goes down all of them by recursion. */
const NESTING = 200;

const OPENING: readonly TokenKind[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const CLOSING: readonly TokenKind[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/**
 * What is wrong with a document whose brackets nest too deeply to be parsed, before it is: a syntax error. What is no GraphQL otherwise is
 * left to the parser.
 */
export function beyondNesting(source: string, { maxLexicalTokens: most = Infinity }: Pick<ParseOptions, 'maxLexicalTokens'>): GraphQLError | undefined {
  const lexer = new Lexer(new Source(source));
  let levels = 0;
  for (let tokens = 0; tokens <= most; tokens += 1) {
    const kind = nextKind(lexer);
    if (kind === undefined || kind === TokenKind.EOF) return undefined;
    if (OPENING.includes(kind)) levels += 1;
    if (CLOSING.includes(kind)) levels -= 1;
    if (levels > NESTING) return new GraphQLError(`Syntax Error: The document nests more than ${NESTING} levels deep.`);
  }
  return undefined;
}

function nextKind(lexer: Lexer): TokenKind | undefined {
  try {
    return lexer.advance().kind;
  } catch {
    return undefined;
  }
}

/** Refuses variables that nest too deeply to be told of. @throws GraphQLError */
export function assertFlatVariables(variables: unknown): void {
  let level: readonly unknown[] = [variables];
  for (let levels = 0; level.length > 0; levels += 1) {
    if (levels > NESTING) throw new GraphQLError(`The variables nest more than ${NESTING} levels deep.`);
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : []));
  }
}
