import { present } from '@app/kernel';
import { type ElementInput, possibleElements } from './elements.js';
import { frameworkIdOf, frameworkVersionIdOf } from './framework-id.js';
import type { LicenceStatus, OwnWording } from './framework.events.js';
import type { PublishedVersion } from './framework.js';
import { licensed } from './licence.js';
import { refuse } from './refusals.js';
import { type LevelInput, possibleScale, PRODUCT_SCALE } from './scale.js';
import { worded, type WordingInput } from './wording.js';

/** A version as it is asked for. */
export interface VersionInput {
  readonly code: string;
  readonly version: string;
  readonly names: WordingInput;
  readonly publisher: string;
  readonly source: string;
  readonly licence: { readonly status: LicenceStatus; readonly note: OwnWording };
  readonly permission?: string | undefined;
  readonly note?: OwnWording | undefined;
  readonly elements: readonly ElementInput[];
  /** Its publisher's; where it is left out, this product's own. */
  readonly scale?: readonly LevelInput[] | undefined;
}

const VERSION = /^[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$/;
const LONGEST_VERSION = 40;

const both = ({ en, cy }: OwnWording): OwnWording => ({ en, cy });

/** The version as it is recorded, where it is possible: for packs too, which are checked before anything of them is recorded. */
export function possibleVersion(input: VersionInput): PublishedVersion {
  const { code, version, publisher, source, licence, permission, note } = input;
  if (version.length > LONGEST_VERSION || !VERSION.test(version)) throw refuse('FRAMEWORK_VERSION_MALFORMED', { most: LONGEST_VERSION });
  const own = licence.status === 'OWN';
  const names = worded(input.names, 'names', own);
  const elements = possibleElements(input.elements, own);
  licensed(input, elements);
  const frameworkId = frameworkIdOf(code);
  return {
    ...{ frameworkId, versionId: frameworkVersionIdOf(frameworkId, version), code, version, names, publisher, source },
    licence: { status: licence.status, note: both(licence.note) },
    ...present({ permission, note: note && both(note) }),
    descriptorsBundled: elements.some(({ descriptors }) => descriptors),
    elements,
    scale: input.scale ? possibleScale(input.scale, own) : PRODUCT_SCALE,
    scaleOwner: input.scale ? 'PUBLISHER' : 'PRODUCT',
  };
}
