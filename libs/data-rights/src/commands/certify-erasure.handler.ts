import type { Log, Streams } from '@app/event-store';
import type { Instant, Receipt } from '@app/kernel';
import { collectSoon, type Erasing, type MasterKey } from '@app/privacy';
import type { OpenedTables } from '@app/read-model';
import { certify, documentOf } from '../carrying-out/certificate.js';
import type { IdentifyingValues } from '../carrying-out/identifying-values.js';
import { fieldsUnder } from '../carrying-out/inventory.js';
import type { Scanner } from '../carrying-out/scan.js';
import { certified, type CertifyErasure, type Searched, standing } from '../domain/carry-out.js';
import type { Remainder } from '../domain/erasure.events.js';
import { type Destroyed, erasure } from '../domain/erasure.js';
import { erasureStream } from '../events.js';
import type { LogSearch } from '../log/log-search.js';

const STEPS = 1_000;
const NOTHING: Searched = { certificate: { certificate: '', certificateHash: '', signature: '', publicKey: '' }, found: [], values: undefined };

interface Given {
  readonly log: Log;
  readonly search: LogSearch;
  readonly scanner: Scanner;
  readonly values: IdentifyingValues;
  readonly opened: OpenedTables;
  readonly erasing: Erasing;
  readonly masterKey: MasterKey;
}

export async function certifyErasure(command: CertifyErasure, streams: Streams, given: Given): Promise<Receipt> {
  const { erasureId } = command.input;
  const stream = erasureStream(erasureId);
  const state = await streams.load(stream, erasure);
  const searched = state.status === 'destroyed' || state.status === 'remaining' ? await searchFor(state, command.meta.now, given) : NOTHING;
  const receipt = await streams.transact(command, stream, erasure, (asked, current) => certified(asked, current, searched));
  // What was found will be looked for again.
  if (searched.found.length === 0) {
    given.values.forget(erasureId);
    collectSoon();
  }
  return receipt;
}

async function searchFor(
  state: Destroyed & { readonly found?: readonly Remainder[] },
  issuedAt: Instant,
  { log, search, scanner, values, opened, erasing, masterKey }: Given,
): Promise<Searched> {
  const { erasureId, leaderId, records, keys } = state;
  const remaining = await erasing.remaining(keys.map(({ keyId }) => keyId));
  if (remaining.length > 0) throw new Error(`the keys ${remaining.join(', ')} are said to be destroyed, and are there`);
  await opened.recreate();
  const wanted = values.of(erasureId);
  const scan = await scanner.scan([leaderId, ...records], wanted);
  const found = standing(scan.found, state.found ?? [], wanted !== undefined);
  const upTo = await log.head();
  const stream = erasureStream(erasureId);
  const own = (await log.readStreams([stream], { upTo, limit: STEPS })).get(stream) ?? [];
  const document = documentOf(state, {
    fields: await fieldsUnder(search, keys, upTo),
    scan: { ...scan, found },
    valuesSearched: wanted?.values.length,
    upTo,
    positions: Object.fromEntries(own.map(({ type, position }) => [type, position])),
    issuedAt,
  });
  return { certificate: await certify(document, masterKey), found, values: wanted && wanted.values.length + wanted.words.length };
}
