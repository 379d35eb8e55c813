import type { Actor } from '@app/kernel';
import type { Delegations } from '../delegations.js';
import type { IdentityLinks } from '../identity-links.js';
import { NotAuthenticated } from '../not-authenticated.js';
import type { Identity, Principal } from '../principal.js';
import { accountIdOf } from './account-id.js';
import type { Tokens } from './tokens.js';

/** Says who is asking, by the token that a request brings and by whom its identity is linked to. */
export class SignIn {
  readonly #accounts = new WeakMap<Identity, string>();

  /** @param secret the installation's own, at least 32 bytes: without it, ids in the log would tell whoever guesses who acted */
  constructor(
    private readonly tokens: Pick<Tokens, 'verify'>,
    private readonly links: IdentityLinks,
    private readonly delegations: Delegations,
    private readonly secret: Uint8Array,
  ) {
    if (secret.length < 32) throw new RangeError('the secret of actors’ ids needs 32 bytes or more');
  }

  /**
   * Who a request's `Authorization` header speaks for, and in whose name where it names a delegation.
   * @param delegationId what its header `on-behalf-of` names
   * @throws NotAuthenticated as `Tokens.verify` and `Delegations.inForce`, and NO_ROLE for who is nobody here
   */
  async authenticate(authorization: string | undefined, delegationId?: string): Promise<Principal> {
    const { identity, kind, claims, language } = await this.tokens.verify(authorization);
    const person = kind === 'person' ? await this.links.personOf(identity.issuer, identity.subject) : undefined;
    const preferred = person?.language ?? language;
    if (claims.length === 0 && person === undefined) throw new NotAuthenticated('NO_ROLE', {}, preferred);
    const account = this.#accountOf(identity);
    const actor: Actor = { kind, id: person?.id ?? account, ...(kind === 'person' && { account }), role: claims[0]?.role ?? 'leader' };
    const asking = { identity, ...(preferred && { language: preferred }) };
    if (delegationId === undefined) return { actor, claims, ...asking };
    const delegation = await this.delegations.inForce(delegationId, actor.id).catch((error: unknown) => {
      throw error instanceof NotAuthenticated ? error.toReaderOf(preferred) : error;
    });
    const { id, principalId, roles } = delegation;
    return { actor: { ...actor, role: roles[0] ?? 'leader', onBehalfOf: principalId, delegation: id }, claims: [], delegation, ...asking };
  }

  #accountOf(identity: Identity): string {
    const account = this.#accounts.get(identity) ?? accountIdOf(this.secret, identity);
    this.#accounts.set(identity, account);
    return account;
  }
}
