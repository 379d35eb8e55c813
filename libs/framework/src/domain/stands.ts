import { type Recorded, unreachable } from '@app/kernel';
import type { CrosswalkEnd, FrameworkEvent } from './framework.events.js';
import type { Framework } from './framework.js';

/** Whether a fact may stand where a framework has come to. What is another framework's is not asked: nothing is voided there that is named here. */
export function standsInFramework(state: Framework, fact: Recorded<FrameworkEvent>): boolean {
  const { versions, crosswalks } = state;
  switch (fact.type) {
    case 'FrameworkVersionPublished':
      return !versions.has(fact.data.version);
    case 'FrameworkSuperseded': {
      const { by, frameworkId, version } = fact.data;
      return versions.get(version)?.by === undefined && isThere(state, version, fact) && (by.frameworkId !== frameworkId || isThere(state, by.version, fact));
    }
    case 'CrosswalkStated': {
      const { from, to, crosswalkId } = fact.data;
      const before = crosswalks.get(crosswalkId);
      const own = [from, to].filter((end) => end.frameworkId === from.frameworkId);
      return own.every((end) => hasElement(state, end) && isThere(state, end.version, fact)) && (!before || before.since <= fact.effectiveOn);
    }
    case 'CrosswalkWithdrawn': {
      const before = crosswalks.get(fact.data.crosswalkId);
      return before !== undefined && !before.withdrawn && before.since <= fact.effectiveOn;
    }
    default:
      return unreachable(fact);
  }
}

function isThere({ versions }: Framework, version: string, { effectiveOn }: Recorded<FrameworkEvent>): boolean {
  const from = versions.get(version)?.from;
  return from !== undefined && from <= effectiveOn;
}

function hasElement({ versions }: Framework, { version, element }: CrosswalkEnd): boolean {
  return versions.get(version)?.published.elements.some(({ code }) => code === element) ?? false;
}
