import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { erasure } from '../domain/erasure.js';
import { RequestErasureScan, requestScan } from '../domain/request-erasure-scan.js';
import { erasureStream } from '../events.js';

@CommandHandler(RequestErasureScan)
export class RequestErasureScanHandler implements ICommandHandler<RequestErasureScan, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RequestErasureScan): Promise<Receipt> {
    return this.streams.transact(command, erasureStream(command.input.erasureId), erasure, requestScan);
  }
}
