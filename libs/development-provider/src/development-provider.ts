import type { Issuer } from '@app/identity';
import { fixedKeys } from '@app/identity';
import type { Clock } from '@app/kernel';
import type { FastifyInstance } from 'fastify';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER, developmentMapping } from './development-issuer.js';
import { DevelopmentTokens } from './development-tokens.js';
import { sampleAccount } from './sample-accounts.js';
import { leaveToken, serviceSecret } from './secrets.js';
import { serveProvider } from './serve.js';

const THIRTY_DAYS = 30 * 86_400;

export interface DevelopmentProviderOptions {
  /** Where its key and the secrets are kept, for their owner alone. */
  readonly dataDir: string;
  readonly production: boolean;
  readonly clock: Clock;
}

/** The identity provider of a development installation. */
export interface DevelopmentProvider {
  /** To be trusted by this installation, and by no other. */
  readonly issuer: Issuer;
  /** Serves it below `/oidc`, before the server is ready. */
  serve(server: FastifyInstance): void;
}

/**
 * Opens the provider, and leaves a token of the administrator's sample account in the data directory as `development-token`, valid for
 * thirty days.
 * @throws Error in production: whoever reaches it signs in as whom they like
 */
export async function openDevelopmentProvider({ dataDir, production, clock }: DevelopmentProviderOptions): Promise<DevelopmentProvider> {
  if (production) throw new Error('in production nobody signs in as a sample account');
  const tokens = await DevelopmentTokens.open(dataDir, clock);
  const secret = await serviceSecret(dataDir);
  await leaveToken(dataDir, await tokens.issueFor(sampleAccount('administrator'), THIRTY_DAYS));
  const { d: _private, ...publicKey } = tokens.jwk;
  return {
    issuer: { issuer: DEVELOPMENT_ISSUER, audiences: [DEVELOPMENT_AUDIENCE], mapping: developmentMapping, keys: fixedKeys({ keys: [publicKey] }) },
    serve: (server) => serveProvider(server, { key: tokens.jwk, serviceSecret: secret }),
  };
}
