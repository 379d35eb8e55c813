import { Command, type Decided, notBefore, onRecord } from '@app/kernel';
import { type ElementNamed, endOf, type EndsNamed } from './crosswalk-end.js';
import { crosswalkIdOf } from './framework-id.js';
import type { CrosswalkStated, CrosswalkStrength, FrameworkEvent } from './framework.events.js';
import type { Framework } from './framework.js';
import { published, refuse } from './refusals.js';

export class StateCrosswalk extends Command<EndsNamed & { readonly strength: CrosswalkStrength; readonly source: string }> {}

/** The element's end, where it is one of a version that was published by then. */
function known(state: Framework, named: ElementNamed, field: 'from' | 'to', on: string) {
  const version = published(state, named.version, field);
  if (!version.published.elements.some(({ code }) => code === named.element)) throw refuse('FRAMEWORK_ELEMENT_NOT_FOUND', { element: named.element }, field);
  notBefore(version.from, on);
  return endOf(named);
}

/** @param other the framework that it leads to, which may be the same */
export function stateCrosswalk({ input, meta }: StateCrosswalk, state: Framework, other: Framework): Decided<FrameworkEvent> {
  const { strength, source } = input;
  const from = known(state, input.from, 'from', meta.effectiveOn);
  const to = known(other, input.to, 'to', meta.effectiveOn);
  if (from.versionId === to.versionId) throw refuse('CROSSWALK_WITHIN_VERSION');
  const crosswalkId = crosswalkIdOf(from, to);
  const before = state.crosswalks.get(crosswalkId);
  if (before && !before.withdrawn && before.stated.strength === strength && before.stated.source === source)
    return onRecord<CrosswalkStated>('CrosswalkStated', {}, { crosswalkId });
  if (before) notBefore(before.since, meta.effectiveOn);
  return [{ type: 'CrosswalkStated', data: { crosswalkId, from, to, strength, source } }];
}
