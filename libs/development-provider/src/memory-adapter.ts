import { LRUCache } from 'lru-cache';
import type { Adapter, AdapterPayload } from 'oidc-provider';

const MOST = 1_000;
const HOUR_MS = 3_600_000;

/** What the provider remembers between one step of a sign-in and the next: little, for a short time, and never on disk. */
export class MemoryAdapter implements Adapter {
  readonly #kept = new LRUCache<string, AdapterPayload>({ max: MOST, ttl: HOUR_MS });

  upsert(id: string, payload: AdapterPayload, expiresIn = 0): Promise<void> {
    this.#kept.set(id, payload, { ttl: expiresIn > 0 ? expiresIn * 1_000 : HOUR_MS });
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#kept.get(id));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve([...this.#kept.values()].find((payload) => payload.uid === uid));
  }

  // For flows on devices without a keyboard, which are switched off.
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(id: string): Promise<void> {
    const payload = this.#kept.get(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.#kept.delete(id);
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, payload] of this.#kept.entries()) if (payload.grantId === grantId) this.#kept.delete(id);
    return Promise.resolve();
  }
}
