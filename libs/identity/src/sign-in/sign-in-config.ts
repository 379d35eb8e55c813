import type { Clock } from '@app/kernel';
import { readFile } from 'node:fs/promises';
import type { ClaimsMapping } from '../claims/claims-mapping.js';
import { MappingInvalid, readMapping } from '../claims/read-mapping.js';
import type { Issuer } from './issuer.js';
import { RemoteIssuer, type RemoteIssuerOptions } from './remote-issuer.js';

/** A public client by which the API's own page signs people in. */
export interface PageClient {
  readonly clientId: string;
  readonly scope: string;
}

/** Whose tokens are accepted, and what their claims mean. */
export interface SignInConfig {
  readonly issuers: readonly { readonly issuer: string; readonly audiences: readonly string[]; readonly mapping: ClaimsMapping }[];
  readonly pageClient?: PageClient;
}

/**
 * What the environment says of identity providers: `OIDC_ISSUER` and `OIDC_AUDIENCE` (several are separated by spaces), and the file
 * `CLAIMS_MAPPING`; for a page to sign in from, `GRAPHIQL_CLIENT_ID` and `GRAPHIQL_SCOPE`.
 * @returns undefined where no issuer is named
 * @throws Error that says what is missing, MappingInvalid for a file that cannot be used
 */
export async function signInConfig(env: NodeJS.ProcessEnv): Promise<SignInConfig | undefined> {
  const issuers = listed(env['OIDC_ISSUER']);
  if (issuers.length === 0) return undefined;
  const audiences = listed(env['OIDC_AUDIENCE']);
  if (audiences.length === 0)
    throw new Error('OIDC_AUDIENCE is not set. Set it to what OIDC_ISSUER puts into `aud` of the tokens that are meant for this service.');
  const file = env['CLAIMS_MAPPING'];
  if (!file) throw new Error('CLAIMS_MAPPING is not set. Set it to the path of a file that says which claims of OIDC_ISSUER mean what: docs/sign-in.md.');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`CLAIMS_MAPPING: ${file} cannot be read (${String((error as NodeJS.ErrnoException).code)}).`);
  });
  const mappings = readMapping(file, text);
  const [only] = mappings;
  const unknown = mappings.flatMap(({ issuer }) => (issuer === undefined || issuers.includes(issuer) ? [] : [`${file}: ${issuer} is not in OIDC_ISSUER`]));
  const found = issuers.map((issuer) => ({ issuer, mapping: mappings.find((each) => each.issuer === issuer) ?? (only?.issuer ? undefined : only) }));
  const missing = found.flatMap(({ issuer, mapping }) => (mapping ? [] : [`${file}: there is nothing for ${issuer}, which is in OIDC_ISSUER`]));
  if (unknown.length + missing.length > 0) throw new MappingInvalid([...unknown, ...missing]);
  const clientId = env['GRAPHIQL_CLIENT_ID'];
  return {
    issuers: found.flatMap(({ issuer, mapping }) => (mapping ? [{ issuer, audiences, mapping: mapping.mapping }] : [])),
    ...(clientId && { pageClient: { clientId, scope: env['GRAPHIQL_SCOPE'] || 'openid' } }),
  };
}

/** The issuers of a configuration, about to be asked for their keys. @throws Error for an address that cannot be trusted */
export function remoteIssuers(
  { issuers }: SignInConfig,
  options: { readonly clock: Clock } & Pick<RemoteIssuerOptions, 'onChange'>,
): (Issuer & { readonly keys: RemoteIssuer })[] {
  return issuers.map((issuer) => {
    const keys = new RemoteIssuer(issuer.issuer, { ...options, userinfo: issuer.mapping.userinfo });
    keys.current();
    return { ...issuer, keys };
  });
}

function listed(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(/[\s,]+/).filter((part) => part !== ''))];
}
