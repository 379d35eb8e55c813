import { Command, type Decided, onRecord, sameContent } from '@app/kernel';
import type { FrameworkEvent, FrameworkVersionPublished } from './framework.events.js';
import type { Framework } from './framework.js';
import { possibleVersion, type VersionInput } from './possible-version.js';
import { refuse } from './refusals.js';

export class PublishFrameworkVersion extends Command<VersionInput> {}

export function publish({ input }: PublishFrameworkVersion, state: Framework): Decided<FrameworkEvent> {
  const data = possibleVersion(input);
  const known = state.versions.get(data.version);
  if (!known) return [{ type: 'FrameworkVersionPublished', data }];
  if (!sameContent(known.published, data)) throw refuse('FRAMEWORK_VERSION_PUBLISHED', { code: data.code, version: data.version });
  return onRecord<FrameworkVersionPublished>('FrameworkVersionPublished', {}, { versionId: data.versionId });
}
