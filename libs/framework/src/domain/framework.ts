import { type CalendarDate, type Fold, unreachable } from '@app/kernel';
import type { CrosswalkStated, FrameworkEvent, FrameworkVersionPublished, VersionRef } from './framework.events.js';

/** Everything that is said of a version. */
export type PublishedVersion = FrameworkVersionPublished['data'];

/** A version that was published, with the days on which it may be used. */
export interface FrameworkVersion {
  /** Its elements and its scale among the rest. */
  readonly published: PublishedVersion;
  /** The first day. */
  readonly from: CalendarDate;
  /** The first day on which it may be used no more; absent while nothing supersedes it. */
  readonly until?: CalendarDate;
  /** What supersedes it. */
  readonly by?: VersionRef;
}

/** A crosswalk that leads from one of the framework's elements, as it was stated last. */
interface Crosswalk {
  readonly stated: CrosswalkStated['data'];
  readonly since: CalendarDate;
  readonly withdrawn: boolean;
}

/** A framework, for its own decisions and for all that rests on it; without versions where none is published. */
export interface Framework {
  /** By what each is called. */
  readonly versions: ReadonlyMap<string, FrameworkVersion>;
  /** By id. */
  readonly crosswalks: ReadonlyMap<string, Crosswalk>;
}

const having = <V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> => new Map(map).set(key, value);

export const framework: Fold<Framework, FrameworkEvent> = {
  initialState: { versions: new Map(), crosswalks: new Map() },
  evolve(state, event) {
    const { versions, crosswalks } = state;
    switch (event.type) {
      case 'FrameworkVersionPublished':
        return { ...state, versions: having(versions, event.data.version, { published: event.data, from: event.effectiveOn }) };
      case 'FrameworkSuperseded': {
        const version = versions.get(event.data.version);
        return version ? { ...state, versions: having(versions, event.data.version, { ...version, until: event.effectiveOn, by: event.data.by }) } : state;
      }
      case 'CrosswalkStated':
        return { ...state, crosswalks: having(crosswalks, event.data.crosswalkId, { stated: event.data, since: event.effectiveOn, withdrawn: false }) };
      case 'CrosswalkWithdrawn': {
        const known = crosswalks.get(event.data.crosswalkId);
        return known ? { ...state, crosswalks: having(crosswalks, event.data.crosswalkId, { ...known, since: event.effectiveOn, withdrawn: true }) } : state;
      }
      default:
        return unreachable(event);
    }
  },
};

export const refOf = ({ frameworkId, versionId, code, version }: PublishedVersion): VersionRef => ({ frameworkId, versionId, code, version });
