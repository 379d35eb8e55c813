import { openDevelopmentProvider, PAGE_CLIENT, PATH } from '@app/development-provider';
import { remoteIssuers, type SignInConfig, signInConfig, Tokens } from '@app/identity';
import type { Clock } from '@app/kernel';
import { isProduction } from '@app/tracker';
import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** How a page of this API's own signs somebody in: as a public client, by code and PKCE. */
export interface PageSignIn {
  readonly authorization: string;
  readonly token: string;
  readonly endSession?: string;
  readonly clientId: string;
  readonly scope: string;
  /** Asks who it is each time, where somebody may be several. */
  readonly prompt?: string;
}

/** What of signing in the API is made of. */
export interface SignInParts {
  readonly tokens: Tokens;
  /** Undefined where pages cannot sign anybody in, or cannot yet. */
  readonly pageSignIn: () => PageSignIn | undefined;
  /** Adds what the API serves of it, before the server is ready. */
  readonly serve: (server: FastifyInstance) => void;
}

export interface SignInPartsOptions {
  readonly signIn: SignInConfig | undefined;
  readonly dataDir: string;
  readonly production: boolean;
  readonly clock: Clock;
}

const ENDPOINTS = { authorization: `${PATH}/auth`, token: `${PATH}/token`, clientId: PAGE_CLIENT, scope: 'openid', prompt: 'login' };

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * What the environment says of signing in. @param host where the API is going to listen
 * @returns undefined where the API is to have an identity provider of its own
 * @throws Error where that would let in more than this machine, and whatever `signInConfig` throws
 */
export async function signInFrom(env: NodeJS.ProcessEnv, host: string): Promise<SignInConfig | undefined> {
  const config = await signInConfig(env);
  if (!config && isProduction(env))
    throw new Error('OIDC_ISSUER is not set. In production nobody signs in as a sample account: docs/sign-in.md says how to name an identity provider.');
  if (!config && !LOOPBACK.includes(host))
    throw new Error(
      `HOST is ${host}, which others may reach, and sample accounts need no password. Set OIDC_ISSUER (docs/sign-in.md), or leave HOST out to be reached from this machine alone.`,
    );
  return config;
}

/**
 * The issuers of the configuration, asked for their keys from now on; without one the API's own, in development.
 * @throws Error for an issuer's address that cannot be trusted, and in production without a configuration
 */
export async function signInParts({ signIn, dataDir, production, clock }: SignInPartsOptions): Promise<SignInParts> {
  if (!signIn) {
    const provider = await openDevelopmentProvider({ dataDir, production, clock });
    return { tokens: new Tokens([provider.issuer], clock), pageSignIn: () => ENDPOINTS, serve: (server) => provider.serve(server) };
  }
  const logger = new Logger('SignIn');
  const issuers = remoteIssuers(signIn, { clock, onChange: (message, isWell) => (isWell ? logger.log(message) : logger.warn(message)) });
  return {
    tokens: new Tokens(issuers, clock),
    pageSignIn() {
      const endpoints = issuers[0]?.keys.endpoints();
      return signIn.pageClient && endpoints && { ...endpoints, ...signIn.pageClient };
    },
    serve: () => undefined,
  };
}
