import { type Log, LOG, Streams } from '@app/event-store';
import type { Instant, Receipt } from '@app/kernel';
import { Erasing, MasterKey } from '@app/privacy';
import { OpenedTables } from '@app/read-model';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { certify, documentOf } from '../carrying-out/certificate.js';
import { IdentifyingValues } from '../carrying-out/identifying-values.js';
import { fieldsUnder } from '../carrying-out/inventory.js';
import { Scanner } from '../carrying-out/scan.js';
import { certified, CertifyErasure } from '../domain/carry-out.js';
import { type Certificate, type Destroyed, erasure } from '../domain/erasure.js';
import { erasureStream } from '../events.js';
import { LogSearch } from '../log/log-search.js';

const STEPS = 1_000;
const NONE: Certificate = { certificate: '', certificateHash: '', signature: '', publicKey: '' };

@CommandHandler(CertifyErasure)
export class CertifyErasureHandler implements ICommandHandler<CertifyErasure, Receipt> {
  constructor(
    private readonly streams: Streams,
    @Inject(LOG) private readonly log: Log,
    private readonly search: LogSearch,
    private readonly scanner: Scanner,
    private readonly values: IdentifyingValues,
    private readonly opened: OpenedTables,
    private readonly erasing: Erasing,
    private readonly masterKey: MasterKey,
  ) {}

  async execute(command: CertifyErasure): Promise<Receipt> {
    const { erasureId } = command.input;
    const stream = erasureStream(erasureId);
    const state = await this.streams.load(stream, erasure);
    const certificate = state.status === 'destroyed' ? await this.#certify(state, command.meta.now) : NONE;
    const receipt = await this.streams.transact(command, stream, erasure, (asked, current) => certified(asked, current, certificate));
    this.values.forget(erasureId);
    return receipt;
  }

  async #certify(state: Destroyed, issuedAt: Instant): Promise<Certificate> {
    const { erasureId, leaderId, records, keys } = state;
    const remaining = await this.erasing.remaining(keys.map(({ keyId }) => keyId));
    if (remaining.length > 0) throw new Error(`the keys ${remaining.join(', ')} are said to be destroyed, and are there`);
    await this.opened.recreate();
    const values = this.values.of(erasureId);
    const scan = await this.scanner.scan([leaderId, ...records], values);
    const upTo = await this.log.head();
    const stream = erasureStream(erasureId);
    const own = (await this.log.readStreams([stream], { upTo, limit: STEPS })).get(stream) ?? [];
    const document = documentOf(state, {
      fields: await fieldsUnder(this.search, keys, upTo),
      scan,
      valuesSearched: values?.length,
      upTo,
      positions: Object.fromEntries(own.map(({ type, position }) => [type, position])),
      issuedAt,
    });
    return certify(document, this.masterKey);
  }
}
