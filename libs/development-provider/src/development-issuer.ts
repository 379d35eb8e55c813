import type { Claim, ClaimsMapping, RoleRule } from '@app/identity';
import { CLAIMED_ROLES } from '@app/identity';

/** How the provider's tokens name it: the same on every port, so that identities stay linked and tokens valid. */
export const DEVELOPMENT_ISSUER = 'urn:tracker:development';
/** For whom its tokens are: this product's API. */
export const DEVELOPMENT_AUDIENCE = 'urn:tracker:api';

/** What a token of the provider says of somebody, beside what every token says. */
export interface DevelopmentClaims {
  readonly kind: 'person' | 'service';
  readonly name?: string;
  readonly locale?: string;
  readonly claims: readonly Claim[];
}

/** The same as it stands in a token; `developmentMapping` reads it back. */
export function tokenClaims({ kind, name, locale, claims }: DevelopmentClaims): Record<string, unknown> {
  return {
    kind,
    ...(name !== undefined && { name }),
    ...(locale !== undefined && { locale }),
    roles: claims.map(({ role, scope }) => ({ role, ...(scope === 'national' ? { scope } : { scope: 'organisations', organisations: scope.organisations }) })),
  };
}

/** What the provider's claims mean. */
export const developmentMapping: ClaimsMapping = {
  subject: 'sub',
  require: [],
  service: [{ claim: 'kind', values: ['service'] }],
  language: 'locale',
  userinfo: false,
  roles: CLAIMED_ROLES.flatMap((role): RoleRule[] => {
    const when = (scope: string) => [
      { claim: 'role', values: [role] },
      { claim: 'scope', values: [scope] },
    ];
    return [
      { role, each: 'roles', when: when('national'), scope: 'national' },
      { role, each: 'roles', when: when('organisations'), scope: { claim: 'organisations' } },
    ];
  }),
};
