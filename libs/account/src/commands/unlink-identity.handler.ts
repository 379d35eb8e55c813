import type { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { identities, partOfId } from '../domain/identities.js';
import { unlink, type UnlinkIdentity } from '../domain/unlink-identity.js';
import { identitiesStream } from '../events.js';
import type { RecordedLinks } from '../identities/recorded-links.js';
import type { RecordedPersons } from '../identities/recorded-persons.js';

interface Given {
  readonly links: RecordedLinks;
  readonly persons: RecordedPersons;
}

export async function unlinkIdentity(command: UnlinkIdentity, streams: Streams, { links, persons }: Given): Promise<Receipt> {
  const { identityId } = command.input;
  const stream = identitiesStream(partOfId(identityId));
  const linked = (await streams.load(stream, identities)).get(identityId);
  const theirs = linked ? await persons.linksOf(linked.leaderId) : [];
  const self = await persons.of(command.meta.actor);
  const receipt = await streams.transact(command, stream, identities, (asked, state) => unlink(asked, state, self, theirs));
  links.forget();
  return receipt;
}
