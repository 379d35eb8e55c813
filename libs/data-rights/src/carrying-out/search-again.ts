import { Streams } from '@app/event-store';
import { Clock, type Receipt } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { CertifyErasure } from '../domain/carry-out.js';
import type { Remainder } from '../domain/erasure.events.js';
import { erasure } from '../domain/erasure.js';
import { RequestErasureScan, requestScan } from '../domain/request-erasure-scan.js';
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
   * @returns where something stands still; where nothing does, the erasure is completed
   * @throws Refused where there is nothing to search again
   */
  async search(erasureId: string, names: readonly string[]): Promise<readonly Remainder[]> {
    const today = this.clock.today();
    const meta = {
      ...{ commandId: randomUUID(), correlationId: randomUUID(), now: this.clock.instant(), today, effectiveOn: today },
      actor: { kind: 'service', id: 'command-line', role: 'operator' } as const,
    };
    requestScan(new RequestErasureScan(meta, { erasureId }), await this.streams.load(erasureStream(erasureId), erasure));
    this.values.tell(erasureId, names);
    try {
      await this.bus.execute<CertifyErasure, Receipt>(new CertifyErasure(meta, { erasureId }));
    } finally {
      this.values.forget(erasureId);
    }
    const state = await this.streams.load(erasureStream(erasureId), erasure);
    return state.status === 'remaining' ? state.found : [];
  }
}
