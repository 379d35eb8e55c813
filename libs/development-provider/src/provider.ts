import { randomBytes } from 'node:crypto';
import type { Language } from '@app/localisation';
import type { JWK } from 'jose';
import type Provider from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER, tokenClaims } from './development-issuer.js';
import { MemoryAdapter } from './memory-adapter.js';
import { failurePage } from './pages.js';
import { sampleAccounts, sampleService } from './sample-accounts.js';
import { SIGNATURE } from './secrets.js';

/** Where the provider stands in the server that it is part of. */
export const PATH = '/oidc';
/** The client by which GraphiQL signs people in: a public one, as whatever runs in a browser. */
export const PAGE_CLIENT = 'graphiql';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

export interface ProviderOptions {
  /** As the caller names this machine, port included. */
  readonly host: string;
  readonly key: JWK;
  readonly serviceSecret: string;
  readonly languageOf: (acceptLanguage: string | undefined) => Language;
}

/** An OpenID provider whose accounts are samples. Its package is loaded here, at the first sign-in, and nowhere else. */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  provideUrlParse();
  const { default: OidcProvider } = await withoutRuntimeWarning(() => import('oidc-provider'));
  return new OidcProvider(`http://${options.host}${PATH}`, configuration(options));
}

function configuration({ host, key, serviceSecret, languageOf }: ProviderOptions): Configuration {
  return {
    adapter: () => new MemoryAdapter(),
    jwks: { keys: [{ ...key }] as NonNullable<Configuration['jwks']>['keys'] },
    cookies: { keys: [randomBytes(32).toString('base64url')], short: { path: PATH, sameSite: 'lax' }, long: { path: PATH, sameSite: 'lax' } },
    clients: [
      {
        client_id: PAGE_CLIENT,
        token_endpoint_auth_method: 'none',
        redirect_uris: [`http://${host}/graphiql`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: SIGNATURE,
      },
      {
        client_id: sampleService.clientId,
        client_secret: serviceSecret,
        redirect_uris: [],
        grant_types: ['client_credentials'],
        response_types: [],
        id_token_signed_response_alg: SIGNATURE,
      },
    ],
    responseTypes: ['code'],
    scopes: ['openid'],
    claims: { openid: ['sub', 'name'] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => DEVELOPMENT_AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: '', audience: DEVELOPMENT_AUDIENCE, accessTokenFormat: 'jwt', jwt: { sign: { alg: SIGNATURE } } }),
      },
    },
    // A day at work; whoever stays longer signs in again.
    ttl: {
      AccessToken: 8 * HOUR,
      ClientCredentials: HOUR,
      AuthorizationCode: MINUTE,
      IdToken: HOUR,
      Interaction: 10 * MINUTE,
      Session: 8 * HOUR,
      Grant: 8 * HOUR,
    },
    interactions: { url: (_ctx, { uid }) => `${PATH}/interaction/${uid}` },
    // Browsers name a page's own origin too.
    clientBasedCORS: (_ctx, origin) => origin === `http://${host}`,
    findAccount: (_ctx, subject) => {
      const account = sampleAccounts.find((one) => one.subject === subject);
      return account && { accountId: subject, claims: () => ({ sub: subject, name: account.title.en }) };
    },
    loadExistingGrant,
    extraTokenClaims: (_ctx, token) => {
      if (token.kind === 'ClientCredentials') return tokenClaims({ kind: 'service', claims: sampleService.claims });
      const account = sampleAccounts.find(({ subject }) => subject === token.accountId);
      return account && tokenClaims({ kind: 'person', name: account.title.en, claims: account.claims });
    },
    formats: {
      customizers: {
        // By its own name, whatever port it stands at.
        jwt: (_ctx, _token, { payload }) => {
          payload['iss'] = DEVELOPMENT_ISSUER;
        },
      },
    },
    renderError: (ctx, { error, error_description }) => {
      const { html, headers } = failurePage(languageOf(ctx.get('accept-language')), { reason: error_description ?? error });
      ctx.set({ ...headers });
      ctx.body = html;
    },
  };
}

// Whoever chooses an account agrees to what the page asks for: it is the only one that asks.
async function loadExistingGrant({ oidc }: KoaContextWithOIDC) {
  const { provider, client, session } = oidc;
  const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

/** Loaded on Node 20, the package warns of the runtime at every start. What it lacks there is provided; whatever else it says is heard. */
async function withoutRuntimeWarning<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console;
  // eslint-disable-next-line no-console -- the package asks nobody where to warn
  console.warn = (...said: readonly unknown[]) => {
    if (!String(said[0]).includes('Unsupported runtime')) warn(...said);
  };
  try {
    return await load();
  } finally {
    // eslint-disable-next-line no-console -- put back
    console.warn = warn;
  }
}

/** Node 20 lacks `URL.parse`, the one thing of Node 22 that the provider's package uses. */
function provideUrlParse(): void {
  if ('parse' in URL) return;
  const parse = (address: string, base?: string) => (URL.canParse(address, base) ? new URL(address, base) : null);
  Object.assign(URL, { parse });
}
