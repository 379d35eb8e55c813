import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome, Recorded } from '../../support/system.js';
import type { Random } from './random.js';

/** What a client was told, in the order in which it was told. */
export interface Acknowledged {
  readonly commandId: string;
  readonly name: string;
  readonly receipt: Recorded['receipt'];
}

/** What the service says when the same request is to be sent again. */
const AGAIN = ['UNAVAILABLE', 'OUTCOME_UNKNOWN', 'BUSY', 'KEYS_UNAVAILABLE', 'NOT_READY'];
const PATIENCE_MS = 45_000;
const ANSWER_WITHIN_MS = 8_000;
const OUTCOME = '__typename ... on Recorded { id receipt { eventIds eventTypes stream revision token } } ... on Refusal { code message field }';

interface Response {
  readonly data?: { readonly outcome: Outcome };
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** One who sends one command after the other, each until it is answered, under one id, to whichever instance is there. */
export class Client {
  readonly sent = new Set<string>();
  readonly acknowledged: Acknowledged[] = [];
  readonly refused: { readonly commandId: string; readonly code: string }[] = [];
  /** Requests that were broken off and sent again. */
  again = 0;

  constructor(
    private readonly ports: () => readonly number[],
    private readonly token: string,
    private readonly random: Random,
  ) {}

  async send(name: string, input: object): Promise<Outcome> {
    const commandId = this.random.uuid();
    this.sent.add(commandId);
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const body = JSON.stringify({
      query: `mutation ($input: ${type}!) { outcome: ${name}(input: $input) { ${OUTCOME} } }`,
      variables: { input: { commandId, ...input } },
    });
    for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(20 + this.random.below(80))) {
      const outcome = await this.#attempt(body);
      if (outcome) return this.#note(commandId, name, outcome);
      this.again++;
      if (Date.now() > deadline) throw new Error(`${name} was never answered`);
    }
  }

  /** The id of what was recorded. */
  async record(name: string, input: object): Promise<string> {
    const outcome = await this.send(name, input);
    if (outcome.__typename === 'Refusal') throw new Error(`${name} was refused: ${outcome.code}`);
    return outcome.id;
  }

  async #attempt(body: string): Promise<Outcome | undefined> {
    const port = this.random.oneOf(this.ports());
    if (port === undefined) return undefined;
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
      .then((response) => response.json() as Promise<Response>)
      .catch(() => undefined);
    const error = answer?.errors?.[0];
    if (error && !AGAIN.includes(error.extensions?.code ?? '')) throw new Error(`${body}: ${JSON.stringify(answer.errors)}`);
    return error ? undefined : answer?.data?.outcome;
  }

  #note(commandId: string, name: string, outcome: Outcome): Outcome {
    if (outcome.__typename === 'Recorded') this.acknowledged.push({ commandId, name, receipt: outcome.receipt });
    else this.refused.push({ commandId, code: outcome.code });
    return outcome;
  }
}
