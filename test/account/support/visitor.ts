import type { DevelopmentClaims } from '@app/development-provider';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import type { Outcome, System } from '../../support/system.js';

export interface Reply {
  readonly status: number;
  readonly language: string | undefined;
  readonly data: Record<string, never> | undefined;
  readonly codes: readonly (string | undefined)[];
  readonly messages: readonly string[];
  readonly text: string;
}

/** Whoever an identity provider signs in under a subject, asking one process of the product. */
export interface Visitor {
  ask(query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  mutate(name: string, input: object, headers?: Readonly<Record<string, string>>): Promise<Outcome>;
}

export async function visitor(
  system: System,
  subject: string,
  { api = system.api, ...claims }: { readonly api?: NestFastifyApplication } & Partial<DevelopmentClaims> = {},
): Promise<Visitor> {
  const token = await system.tokenFor({ subject, kind: 'person', claims: [], ...claims });
  const ask: Visitor['ask'] = async (query, variables = {}, headers = {}) => {
    const { status, body, text, header } = await supertest(api.getHttpServer())
      .post('/graphql')
      .set({ authorization: `Bearer ${token}`, ...headers })
      .send({ query, variables });
    const { data, errors = [] } = body as { data?: Reply['data']; errors?: { message: string; extensions?: { code?: string } }[] };
    return {
      status,
      language: (header as Record<string, string | undefined>)['content-language'],
      data,
      codes: errors.map(({ extensions }) => extensions?.code),
      messages: errors.map(({ message }) => message),
      text,
    };
  };
  return {
    ask,
    async mutate(name, input, headers) {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const { data, text } = await ask(
        `mutation ($input: ${type}!) { outcome: ${name}(input: $input) { __typename ... on Recorded { id: recordedFor receipt { eventIds eventTypes stream revision token } } ... on Refusal { code message field } } }`,
        { input: { commandId: randomUUID(), ...input } },
        headers,
      );
      if (!data) throw new Error(`${name}: ${text}`);
      return (data as unknown as { outcome: Outcome }).outcome;
    },
  };
}

export const codeOf = (outcome: Outcome): string => (outcome.__typename === 'Refusal' ? outcome.code : outcome.__typename);
export const uuidOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? id;
