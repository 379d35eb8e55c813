import type { Streams } from '@app/event-store';
import type { LinkedPerson } from '@app/identity';
import type { Fold } from '@app/kernel';
import { type LeaderEvent, leaderStream, type PreferredLanguage } from '@app/leader/events';

/** Records that are merged into one that is merged in turn: far more than there are. */
const MERGES = 10;

/** What of a person signing in goes by. */
type Account = { readonly status: 'none' | 'erased' } | { readonly status: 'registered'; readonly language: PreferredLanguage; readonly survivorId?: string };

const account: Fold<Account, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'LeaderRegistered') return { status: 'registered', language: event.data.language };
    if (event.type === 'LeaderErased') return { status: 'erased' };
    if (state.status !== 'registered') return state;
    const { language } = state;
    if (event.type === 'LanguagePreferenceRecorded') return { ...state, language: event.data.language };
    if (event.type === 'LeaderRecordClosed') return { ...state, survivorId: event.data.survivorId };
    return event.type === 'LeaderRecordReopened' ? { status: 'registered', language } : state;
  },
};

/**
 * Somebody by one of their records: one that was merged stands for the one that it was merged into. Undefined for nobody, and who was erased.
 * @param load reads streams: as they are now for who decides, as they were last known for who answers
 */
export async function currentRecord(load: Streams['load'], id: string, merges = MERGES): Promise<LinkedPerson | undefined> {
  const person = await load(leaderStream(id), account);
  if (person.status !== 'registered') return undefined;
  return person.survivorId === undefined || merges === 0 ? { id, language: person.language } : currentRecord(load, person.survivorId, merges - 1);
}
