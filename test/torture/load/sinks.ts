import type { Actor, Command, Receipt } from '@app/kernel';
import { derivedId, londonDate, Refused } from '@app/kernel';
import type { Step } from './journeys.js';

/** What a command was answered with. */
export type Answer =
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'receipt'; readonly eventIds: readonly string[]; readonly stream: string; readonly revision: string; readonly token: string };

/** The service said, in a form that a client knows, that the same command is to be sent again. */
export class Again extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'Again';
  }
}

/** Where commands are sent. @throws Again; whatever else it throws is a fault of the product */
export type Sink = (step: Step) => Promise<Answer>;

const ANSWER_WITHIN_MS = 30_000;
const ACTOR: Actor = { kind: 'person', id: derivedId('b8f3c3d6-6d0e-4c8e-8f0a-6a4c2f6f0c11', 'administrator'), role: 'administrator' };

/** By their names, since a process that is the product's client knows no more of them. */
const TYPED = ['DatabaseUnavailable', 'StoreUnavailable', 'AppendOutcomeUnknown', 'StreamConflict', 'KeyLocked'];

/** Through the product in this process. */
export function commandSink(execute: (command: Command) => Promise<Receipt>): Sink {
  return async ({ command, commandId, effectiveOn, input, minted }) => {
    const now = new Date();
    const meta = { commandId, actor: ACTOR, effectiveOn, now: now.toISOString(), today: londonDate(now), correlationId: commandId };
    try {
      const { eventIds, stream, revision, token } = await execute(new command(meta, { ...input, ...minted } as never));
      return { outcome: 'receipt', eventIds, stream, revision: String(revision), token };
    } catch (error) {
      if (error instanceof Refused) return { outcome: 'refused', code: error.code };
      if (error instanceof Error && TYPED.includes(error.name)) throw new Again(error.name);
      throw error;
    }
  };
}

/** What the API says when the same request is to be sent again. */
const AGAIN = ['UNAVAILABLE', 'OUTCOME_UNKNOWN', 'BUSY', 'KEYS_UNAVAILABLE', 'NOT_READY'];
const OUTCOME = '__typename ... on Recorded { receipt { eventIds stream revision token } } ... on Refusal { code }';

type Outcome =
  | { readonly __typename: 'Recorded'; readonly receipt: Omit<Extract<Answer, { outcome: 'receipt' }>, 'outcome'> }
  | { readonly __typename: 'Refusal'; readonly code: string };
interface Response {
  readonly data?: { readonly outcome: Outcome } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** Over HTTP, to one API after the other. */
export function httpSink(ports: readonly number[], token: () => Promise<string>): Sink {
  let turn = 0;
  return async ({ command, commandId, effectiveOn, input }) => {
    const name = `${command.name.charAt(0).toLowerCase()}${command.name.slice(1)}`;
    const own = typeof input['language'] === 'string' ? { ...input, language: input['language'].toUpperCase() } : input;
    const answer = await fetch(`http://127.0.0.1:${ports[turn++ % ports.length]}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
      body: JSON.stringify({
        query: `mutation ($input: ${command.name}Input!) { outcome: ${name}(input: $input) { ${OUTCOME} } }`,
        variables: { input: { commandId, effectiveOn, ...own } },
      }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).then(
      (response) => response.json() as Promise<Response>,
      (error: Error) => {
        throw new Again(error.name === 'TimeoutError' ? 'no answer' : 'connection');
      },
    );
    const code = answer.errors?.[0]?.extensions?.code;
    if (code !== undefined && AGAIN.includes(code)) throw new Again(code);
    if (!answer.data || answer.errors) throw new Error(`${name} was answered with ${JSON.stringify(answer)}`);
    const { outcome } = answer.data;
    return outcome.__typename === 'Refusal' ? { outcome: 'refused', code: outcome.code } : { outcome: 'receipt', ...outcome.receipt };
  };
}
