import { type CalendarDate, type Fold, idsOf, unreachable } from '@app/kernel';
import type { LeaderEvent, LeaderMergeProposed, PreferredLanguage } from './leader.events.js';

/** Whether they take part: `notRecorded` where nobody has said so, which counts as agreed. */
interface Participation {
  readonly status: 'notRecorded' | 'agreed' | 'withdrawn';
  readonly since: CalendarDate;
}

/** An employer that they left, and perhaps came back to. */
interface Departure {
  readonly lastDay: CalendarDate;
  readonly returned?: CalendarDate;
}

interface OnRecord {
  readonly since: CalendarDate;
  /** How many names there have been, and when the present one was taken: each has a key of its own. */
  readonly names: { readonly count: number; readonly since: CalendarDate };
  /** The day from which they are written to where they are. */
  readonly emailSince: CalendarDate;
  readonly language: PreferredLanguage;
  readonly participation: Participation;
  /** By employer. */
  readonly departures: ReadonlyMap<string, Departure>;
  /** Other records that are of the same person, or were said to be, by id. */
  readonly merged: ReadonlyMap<string, Merging>;
}

/** How it stands with another record that is to go on in this one: proposed, by whom; merged; or neither any more. */
export type Merging = { readonly mergeId: string | undefined } & (
  | {
      readonly status: 'proposed';
      readonly by: readonly string[];
      /** This record was merged into another since: whatever comes of that, this was not said of it. */
      readonly outdated: boolean;
    }
  | {
      readonly status: 'merged';
      /** Who recorded it alone, in an older release, where nobody has confirmed it. */
      readonly alone?: readonly string[];
    }
  | { readonly status: 'parted' }
);

export type Registered = OnRecord & { readonly status: 'registered' };
type Merged = OnRecord & { readonly status: 'merged'; readonly survivorId: string };
export type Leader = { readonly status: 'none' } | Registered | Merged | { readonly status: 'erased'; readonly since: CalendarDate };

export const leader: Fold<Leader, LeaderEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'LeaderRegistered') return registered(event.effectiveOn, event.data.language);
    if (state.status === 'none' || state.status === 'erased') return state; // a stream begins with registration, and ends with erasure
    switch (event.type) {
      case 'NameChanged':
        return { ...state, names: { count: state.names.count + 1, since: event.effectiveOn } };
      case 'EmailChanged':
        return { ...state, emailSince: event.effectiveOn };
      case 'LanguagePreferenceRecorded':
        return { ...state, language: event.data.language };
      case 'ParticipationAgreed':
        return { ...state, participation: { status: 'agreed', since: event.effectiveOn } };
      case 'ParticipationWithdrawn':
        return { ...state, participation: { status: 'withdrawn', since: event.effectiveOn } };
      case 'LeaderLeft':
        return { ...state, departures: new Map(state.departures).set(event.data.organisationId, { lastDay: event.data.lastDay }) };
      case 'LeaderReturned':
        return { ...state, departures: returned(state, event.data.organisationId, event.effectiveOn) };
      case 'LeaderMergeProposed':
        return { ...state, merged: merging(state, event, { status: 'proposed', by: idsOf(event.meta.actor), outdated: false }) };
      case 'LeadersMerged':
        return { ...state, merged: merging(state, event, mergedBy(state.merged.get(event.data.mergedId), idsOf(event.meta.actor))) };
      case 'LeaderMergeWithdrawn':
      case 'LeaderMergeUndone':
        return { ...state, merged: merging(state, event, { status: 'parted' }) };
      case 'LeaderRecordClosed':
        return { ...state, status: 'merged', survivorId: event.data.survivorId, merged: outdated(state) };
      case 'LeaderRecordReopened': {
        const { since, names, emailSince, language, participation, departures, merged } = state;
        return { status: 'registered', since, names, emailSince, language, participation, departures, merged };
      }
      case 'LeaderErased':
        return { status: 'erased', since: event.effectiveOn };
      default:
        return unreachable(event);
    }
  },
};

function registered(since: CalendarDate, language: PreferredLanguage): Registered {
  return {
    status: 'registered',
    since,
    names: { count: 1, since },
    emailSince: since,
    language,
    participation: { status: 'notRecorded', since },
    departures: new Map(),
    merged: new Map(),
  };
}

type MergeData = Pick<LeaderMergeProposed['data'], 'mergedId' | 'mergeId'>;
type Standing = Merging extends infer M ? (M extends unknown ? Omit<M, 'mergeId'> : never) : never;

function merging({ merged }: OnRecord, { data: { mergedId, mergeId } }: { readonly data: MergeData }, standing: Standing): OnRecord['merged'] {
  return new Map(merged).set(mergedId, { mergeId, ...standing });
}

/** What nobody had proposed, one person recorded alone: until it is recorded again. */
function mergedBy(before: Merging | undefined, by: readonly string[]): Standing {
  return before?.status === 'proposed' || before?.status === 'merged' ? { status: 'merged' } : { status: 'merged', alone: by };
}

function outdated({ merged }: OnRecord): OnRecord['merged'] {
  return new Map([...merged].map(([id, standing]) => [id, standing.status === 'proposed' ? { ...standing, outdated: true } : standing]));
}

function returned({ departures }: OnRecord, organisationId: string, on: CalendarDate): OnRecord['departures'] {
  const departure = departures.get(organisationId);
  return departure ? new Map(departures).set(organisationId, { ...departure, returned: on }) : departures;
}

/** The records that are merged into this one now. */
export function mergedInto({ merged }: OnRecord): readonly string[] {
  return [...merged].filter(([, { status }]) => status === 'merged').map(([id]) => id);
}

/** What a command says that follows one on the surviving record of the same person. It is never refused: what was said there holds here. */
export interface Following {
  readonly survivorId?: string | undefined;
}

/** Whether a record is merged into that one. */
export function follows(state: Leader, survivorId: string): state is Merged {
  return state.status === 'merged' && state.survivorId === survivorId;
}

/** The last day with an employer that they left, where they have not come back to it. */
export function lastDayWith({ departures }: OnRecord, organisationId: string): CalendarDate | undefined {
  const departure = departures.get(organisationId);
  return departure?.returned === undefined ? departure?.lastDay : undefined;
}
