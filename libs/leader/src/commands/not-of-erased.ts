import type { Amendable } from '@app/event-store';
import { knownLeader } from '../domain/known-leader.js';
import { refuseAmending } from '../domain/refusals.js';
import { leaderStream } from '../events.js';

/** Whom a fact is about; and who manages again, where it never held that they ceased to. */
interface About {
  readonly leaderId?: string;
  readonly personId?: string;
  readonly managerId?: string;
}

/**
 * Lets nothing be corrected or voided that is about somebody erased: nothing new is recorded of them, so nothing is revived either.
 * @throws Refused LEADER_ERASED
 */
export const notOfErased: Amendable = async (streams, { type, data }) => {
  const { leaderId, personId, managerId }: About = data;
  const about = [leaderId, personId, type === 'ReportingLineEnded' ? managerId : undefined];
  for (const id of about) {
    if (id === undefined) continue;
    const { status } = await streams.load(leaderStream(id), knownLeader);
    if (status === 'erased') throw refuseAmending('LEADER_ERASED');
  }
};
