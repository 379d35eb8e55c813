import type { JSONWebKeySet } from 'jose';
import { createLocalJWKSet } from 'jose';
import type { IssuerKeys } from './issuer.js';

/** The keys of an issuer within this product, which are always there. */
export function fixedKeys(jwks: JSONWebKeySet): IssuerKeys {
  const keys = { keyFor: createLocalJWKSet(jwks) };
  return { current: () => keys, renewed: () => Promise.resolve(keys), userinfo: () => Promise.resolve({}) };
}
