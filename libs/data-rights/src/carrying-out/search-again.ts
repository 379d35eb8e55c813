import { Streams } from '@app/event-store';
import { type Actor, Clock, type Receipt } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { CertifyErasure } from '../domain/carry-out.js';
import type { Remainder } from '../domain/erasure.events.js';
import { erasure } from '../domain/erasure.js';
import { RequestErasureScan } from '../domain/request-erasure-scan.js';
import { erasureStream } from '../events.js';
import { IdentifyingValues } from './identifying-values.js';

/** Searches again for what an erasure left, for whoever knows what the person was called: no process does any more. */
@Injectable()
export class SearchAgain {
  constructor(
    private readonly streams: Streams,
    private readonly values: IdentifyingValues,
    private readonly bus: CommandBus,
    private readonly clock: Clock,
  ) {}

  /**
   * @param names names in full and addresses; kept in memory for the search alone
   * @param actor who asks for it, which is recorded
   * @returns where something stands still; where nothing does, the erasure is completed
   * @throws Refused where there is nothing to search again
   */
  async search(erasureId: string, names: readonly string[], actor: Actor): Promise<readonly Remainder[]> {
    const today = this.clock.today();
    const meta = { correlationId: randomUUID(), now: this.clock.instant(), today, effectiveOn: today, actor };
    // A worker that hears of it searches as well, and without the names says what was found before.
    await this.bus.execute(new RequestErasureScan({ ...meta, commandId: randomUUID() }, { erasureId }));
    this.values.tell(erasureId, names);
    try {
      await this.bus.execute<CertifyErasure, Receipt>(new CertifyErasure({ ...meta, commandId: randomUUID() }, { erasureId }));
    } finally {
      this.values.forget(erasureId);
    }
    const state = await this.streams.load(erasureStream(erasureId), erasure);
    return state.status === 'remaining' ? state.found : [];
  }
}
