import { type Log, LOG, Streams } from '@app/event-store';
import type { Instant, Receipt } from '@app/kernel';
import { collectSoon, Erasing, MasterKey } from '@app/privacy';
import { OpenedTables } from '@app/read-model';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { certify, documentOf } from '../carrying-out/certificate.js';
import { IdentifyingValues } from '../carrying-out/identifying-values.js';
import { fieldsUnder } from '../carrying-out/inventory.js';
import { Scanner } from '../carrying-out/scan.js';
import { certified, CertifyErasure, type Searched, standing } from '../domain/carry-out.js';
import type { Remainder } from '../domain/erasure.events.js';
import { type Destroyed, erasure } from '../domain/erasure.js';
import { erasureStream } from '../events.js';
import { LogSearch } from '../log/log-search.js';

const STEPS = 1_000;
const NOTHING: Searched = { certificate: { certificate: '', certificateHash: '', signature: '', publicKey: '' }, found: [], values: undefined };

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
    const searched = state.status === 'destroyed' || state.status === 'remaining' ? await this.#search(state, command.meta.now) : NOTHING;
    const receipt = await this.streams.transact(command, stream, erasure, (asked, current) => certified(asked, current, searched));
    // What was found will be looked for again.
    if (searched.found.length === 0) {
      this.values.forget(erasureId);
      collectSoon();
    }
    return receipt;
  }

  async #search(state: Destroyed & { readonly found?: readonly Remainder[] }, issuedAt: Instant): Promise<Searched> {
    const { erasureId, leaderId, records, keys } = state;
    const remaining = await this.erasing.remaining(keys.map(({ keyId }) => keyId));
    if (remaining.length > 0) throw new Error(`the keys ${remaining.join(', ')} are said to be destroyed, and are there`);
    await this.opened.recreate();
    const wanted = this.values.of(erasureId);
    const scan = await this.scanner.scan([leaderId, ...records], wanted);
    const found = standing(scan.found, state.found ?? [], wanted !== undefined);
    const upTo = await this.log.head();
    const stream = erasureStream(erasureId);
    const own = (await this.log.readStreams([stream], { upTo, limit: STEPS })).get(stream) ?? [];
    const document = documentOf(state, {
      fields: await fieldsUnder(this.search, keys, upTo),
      scan: { ...scan, found },
      valuesSearched: wanted?.values.length,
      upTo,
      positions: Object.fromEntries(own.map(({ type, position }) => [type, position])),
      issuedAt,
    });
    return { certificate: await certify(document, this.masterKey), found, values: wanted && wanted.values.length + wanted.words.length };
  }
}
