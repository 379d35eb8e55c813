import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventStoreDb } from './connection.js';
import { decodeMessage, type NativeMessage } from './mirror-wire.js';
import type { NativePosition } from './native-event.js';
import { METADATA } from './stream-metadata.js';

/** Everything of ours as it is written, and what is said of our streams, for as long as nobody ends it. What is not taken is not sent either. */
export interface NativeSubscription extends AsyncIterable<NativeMessage> {
  /** Ends it, with an error for whoever iterates. */
  cancel(): void;
}

/** An EventStoreDB as the mirror sees it. */
export interface MirrorSource extends Pick<
  EventStoreDb,
  'prefix' | 'genesis' | 'begin' | 'mayBegin' | 'page' | 'newest' | 'nativeStream' | 'renew' | 'learn' | 'numbersOf' | 'whyHopeless'
> {
  subscribe(after: NativePosition): Promise<NativeSubscription>;
  /** The same, from what stands at a position on, up to what is written last, where it ends. */
  read(from: NativePosition): Promise<NativeSubscription>;
}

/** How many events the server looks at before it says again how far it has come, where none of them is ours. */
const CHECKPOINT_EVERY = 32;
/** And how many at a time, where it is not to say so. */
const LOOK_AT = 4_096;

type Until = 'told' | 'end';

export function mirrorSource(db: EventStoreDb): MirrorSource {
  const open = async (from: NativePosition, until: Until): Promise<NativeSubscription> => {
    const { reading } = db;
    const call = await reading.read(requestFor(db.prefix, from, until), decodeMessage);
    // Also when nobody iterates any more: an error that nobody listens for ends the process.
    call.on('error', () => undefined);
    // Opened first: it does not outlive the connection that it was opened on, which is then confirmed.
    await reading.session().catch((error: unknown) => {
      call.cancel();
      // What nobody takes has no end otherwise, which whoever closes the client waits for.
      call.destroy();
      throw error;
    });
    return call;
  };
  return {
    prefix: db.prefix,
    mayBegin: db.mayBegin,
    genesis: () => db.genesis(),
    begin: () => db.begin(),
    page: (native, from, count) => db.page(native, from, count),
    newest: (count) => db.newest(count),
    nativeStream: (stream) => db.nativeStream(stream),
    renew: () => db.renew(),
    learn: () => db.learn(),
    numbersOf: (native) => db.numbersOf(native),
    whyHopeless: (error) => db.whyHopeless(error),
    subscribe: (after) => open(after, 'told'),
    read: (from) => open(from, 'end'),
  };
}

function requestFor(prefix: string, from: NativePosition, until: Until) {
  const { Options } = streams.ReadReq;
  const position = new Options.Position();
  position.setCommitPosition(String(from.commit));
  position.setPreparePosition(String(from.prepare));
  const all = new Options.AllOptions();
  all.setPosition(position);
  const ids = new Options.UUIDOption();
  ids.setString(new shared.Empty());
  const names = new Options.FilterOptions.Expression();
  names.addPrefix(prefix);
  names.addPrefix(METADATA + prefix);
  const filter = new Options.FilterOptions();
  filter.setStreamIdentifier(names);
  filter.setMax(until === 'end' ? LOOK_AT : CHECKPOINT_EVERY);
  filter.setCheckpointintervalmultiplier(1);
  const options = new Options();
  options.setAll(all);
  options.setUuidOption(ids);
  options.setFilter(filter);
  if (until === 'end') options.setCount(String(Number.MAX_SAFE_INTEGER));
  else options.setSubscription(new Options.SubscriptionOptions());
  const request = new streams.ReadReq();
  request.setOptions(options);
  return request;
}
