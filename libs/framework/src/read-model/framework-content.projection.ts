import { periods } from '@app/read-model';
import { frameworkElementIdOf } from '../domain/framework-id.js';
import type { CrosswalkEnd, FrameworkElement, FrameworkEvent, FrameworkLevel, FrameworkVersionPublished } from '../domain/framework.events.js';
import { CrosswalkRow, FrameworkElementRow, FrameworkLevelRow } from './framework-content.row.js';
import { namesOf } from './framework.projection.js';

type Published = FrameworkVersionPublished['data'];

/** A part of a version with its place in it. */
interface Placed<Part> {
  readonly part: Part;
  readonly ordinal: number;
}

/** The parts of what was published, by their keys: found once, not for each of them anew. */
function placing<Part>(partsOf: (published: Published) => readonly Part[], keyOf: (published: Published, part: Part) => string) {
  const known = new WeakMap<Published, ReadonlyMap<string, Placed<Part>>>();
  return (published: Published): ReadonlyMap<string, Placed<Part>> => {
    const placed = known.get(published) ?? new Map(partsOf(published).map((part, ordinal) => [keyOf(published, part), { part, ordinal }]));
    known.set(published, placed);
    return placed;
  };
}

const elementsOf = placing<FrameworkElement>(
  ({ elements }) => elements,
  ({ versionId }, { code }) => frameworkElementIdOf(versionId, code),
);
const levelsOf = placing<FrameworkLevel>(
  ({ scale }) => scale,
  ({ versionId }, { code }) => `${versionId}:${code}`,
);

/** Elements are there from the day on which their version may be used, and for good: what was assessed against them stays readable. */
export const frameworkElementProjection = periods<FrameworkEvent, FrameworkElementRow>(FrameworkElementRow, {
  version: 1,
  key: (event) => (event.type === 'FrameworkVersionPublished' ? [...elementsOf(event.data).keys()] : []),
  on: {
    FrameworkVersionPublished(_row, { data }, id) {
      const { versionId } = data;
      const placed = elementsOf(data).get(id);
      if (!placed) return undefined;
      const { code, parentCode, names, descriptors = [] } = placed.part;
      const parentId = parentCode === undefined ? null : frameworkElementIdOf(versionId, parentCode);
      return { id, versionId, parentId, ordinal: placed.ordinal, code, ...namesOf(names), descriptors };
    },
    FrameworkSuperseded: null,
    CrosswalkStated: null,
    CrosswalkWithdrawn: null,
  },
});

export const frameworkLevelProjection = periods<FrameworkEvent, FrameworkLevelRow>(FrameworkLevelRow, {
  version: 1,
  key: (event) => (event.type === 'FrameworkVersionPublished' ? [...levelsOf(event.data).keys()] : []),
  on: {
    FrameworkVersionPublished(_row, { data }, id) {
      const placed = levelsOf(data).get(id);
      if (!placed) return undefined;
      const { code, names, rank = null } = placed.part;
      return { id, versionId: data.versionId, ordinal: placed.ordinal, code, ...namesOf(names), rank };
    },
    FrameworkSuperseded: null,
    CrosswalkStated: null,
    CrosswalkWithdrawn: null,
  },
});

const elementAt = ({ versionId, element }: CrosswalkEnd): string => frameworkElementIdOf(versionId, element);

export const crosswalkProjection = periods<FrameworkEvent, CrosswalkRow>(CrosswalkRow, {
  version: 1,
  key: ({ data }) => ('crosswalkId' in data ? data.crosswalkId : []),
  on: {
    CrosswalkStated: (_row, { data: { crosswalkId, from, to, strength, source } }) => ({
      id: crosswalkId,
      fromVersionId: from.versionId,
      fromId: elementAt(from),
      fromCode: from.element,
      toVersionId: to.versionId,
      toId: elementAt(to),
      strength,
      source,
    }),
    CrosswalkWithdrawn: () => undefined,
    FrameworkVersionPublished: null,
    FrameworkSuperseded: null,
  },
});
