import { Streams } from '@app/event-store';
import { KeyLocked, Keyring, Opener } from '@app/privacy';
import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { type Identities, identities, type Linked, PARTS } from '../domain/identities.js';
import { identitiesStream } from '../events.js';
import { InstallationSecret } from './installation-secret.js';

const SECRET = 'identity-register';

/** A link, and what is sealed in it; undefined where the keys of its person are destroyed. */
interface OpenedLink {
  readonly leaderId: string;
  readonly identity: { readonly issuer: string; readonly subject: string } | undefined;
}

/** The links of one part, opened: of those that stood when it was read. */
export type OpenedPart = ReadonlyMap<string, OpenedLink>;

/** Whom an identity is linked to, and by which link. */
export interface Holder {
  readonly identityId: string;
  readonly leaderId: string;
}

/**
 * Who is linked to which identity, as the log has it. Some hundreds of identities share one stream, a part of the register: which one, a
 * keyed hash of eight bits says, so that nothing that is stored tells an identity from the others that it could be. In the stream an
 * identity is sealed, and is told by opening all of its part.
 */
@Injectable()
export class IdentityRegister {
  readonly #secret: InstallationSecret;

  constructor(
    private readonly streams: Streams,
    keyring: Keyring,
    private readonly opener: Opener,
  ) {
    this.#secret = new InstallationSecret(keyring, SECRET);
  }

  /** Which part an identity stands in, linked or not. @throws KeyLocked, DatabaseUnavailable */
  async partOf(issuer: string, subject: string): Promise<number> {
    const hash = createHmac('sha256', await this.#secret.get())
      .update(JSON.stringify([issuer, subject]))
      .digest();
    return hash.readUInt8(0) % PARTS;
  }

  /**
   * Whom an identity is linked to, as was last known; undefined where to nobody, or to somebody who was erased.
   * @throws KeyLocked where that cannot be told, because a key cannot be reached; DatabaseUnavailable; StoreUnavailable, NotNow where that is too long ago
   */
  async find(issuer: string, subject: string): Promise<Holder | undefined> {
    const part = await this.partOf(issuer, subject);
    return holderIn(await this.#opened(await this.streams.lastKnown(identitiesStream(part), identities)), issuer, subject);
  }

  /** All links of a part, as they are now. @throws KeyLocked, DatabaseUnavailable, StoreUnavailable */
  async opened(part: number): Promise<OpenedPart> {
    return this.#opened(await this.streams.load(identitiesStream(part), identities));
  }

  async #opened(linked: Identities): Promise<OpenedPart> {
    const links = [...linked];
    const values = await this.opener.open(links.flatMap(([, { issuer, subject }]) => [issuer, subject]));
    return new Map(
      links.map(([identityId, link], index): [string, OpenedLink] => {
        const [issuer, subject] = [values[index * 2], values[index * 2 + 1]];
        if (issuer?.state === 'locked' || subject?.state === 'locked') throw new KeyLocked(keyOf(link));
        const identity = issuer?.state === 'open' && subject?.state === 'open' ? { issuer: issuer.value, subject: subject.value } : undefined;
        return [identityId, { leaderId: link.leaderId, identity }];
      }),
    );
  }
}

/** Who among the links of a part has an identity. */
export function holderIn(opened: OpenedPart, issuer: string, subject: string): Holder | undefined {
  for (const [identityId, { leaderId, identity }] of opened) {
    if (identity?.issuer === issuer && identity.subject === subject) return { identityId, leaderId };
  }
  return undefined;
}

const keyOf = ({ subject }: Linked): string => subject.key;
