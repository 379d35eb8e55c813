import type { FastifyRequest } from 'fastify';
import type { Admission } from './admission.js';
import { networkOf } from './rates.js';

/**
 * Has it established of few requests of one address at a time who asks: telling that a token is none costs more than sending one. Who is known by a token that was
 * verified before waits for nobody, whatever else their address sends.
 */
export class Arrivals {
  /** @param isKnown whether an `Authorization` header holds a token that was verified before */
  constructor(
    private readonly admission: Admission,
    private readonly isKnown: (authorization: string | undefined) => boolean,
  ) {}

  /**
   * Waits for the turn of the address that a request comes from, and establishes who asks.
   * @param signal aborted where nobody waits for the answer any more
   * @throws RequestRefused BUSY; what `signal` was aborted for; what `establish` throws
   */
  async admit<T>({ ip, headers: { authorization } }: FastifyRequest, signal: AbortSignal, establish: () => Promise<T>): Promise<T> {
    if (this.isKnown(authorization)) return establish();
    const leave = await this.admission.enter(networkOf(ip), signal);
    return establish().finally(leave);
  }
}
