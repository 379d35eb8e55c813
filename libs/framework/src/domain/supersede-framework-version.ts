import { Command, type Decided, notBefore, onRecord } from '@app/kernel';
import type { FrameworkEvent, FrameworkSuperseded } from './framework.events.js';
import { type Framework, refOf } from './framework.js';
import { published, refuse } from './refusals.js';

export interface VersionNamed {
  readonly frameworkId: string;
  readonly version: string;
}

export interface Superseding extends VersionNamed {
  readonly by: VersionNamed;
}

/** From its day on the one is used no more, and the other in its place, of the same framework or of another. */
export class SupersedeFrameworkVersion extends Command<Superseding> {}

/** What is known of the version that comes in its place. */
export interface Successor {
  readonly framework: Framework;
  /** The ids of what supersedes that in turn, and so on. */
  readonly line: readonly string[];
}

export function supersede({ input, meta }: SupersedeFrameworkVersion, state: Framework, successor: Successor): Decided<FrameworkEvent> {
  const version = published(state, input.version);
  const next = published(successor.framework, input.by.version, 'by');
  const [ref, by] = [refOf(version.published), refOf(next.published)];
  if (by.versionId === ref.versionId) throw refuse('SUPERSEDED_BY_ITSELF');
  if (version.by?.versionId === by.versionId) return onRecord<FrameworkSuperseded>('FrameworkSuperseded', {}, { versionId: ref.versionId });
  if (version.by) throw refuse('FRAMEWORK_VERSION_SUPERSEDED', { by: version.by.code, version: version.by.version, on: version.until ?? version.from });
  if (successor.line.includes(ref.versionId)) throw refuse('SUPERSEDED_IN_A_CIRCLE');
  notBefore(version.from, meta.effectiveOn);
  notBefore(next.from, meta.effectiveOn);
  if (next.by && next.until !== undefined && next.until <= meta.effectiveOn)
    throw refuse('FRAMEWORK_VERSION_SUPERSEDED', { by: next.by.code, version: next.by.version, on: next.until }, 'by');
  return [{ type: 'FrameworkSuperseded', data: { ...ref, by } }];
}
