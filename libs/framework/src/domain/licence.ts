import { dropsNothing } from '@app/kernel';
import type { FrameworkElement, LicenceStatus } from './framework.events.js';
import { refuse } from './refusals.js';
import type { WordingInput } from './wording.js';

/** What is published, and on what terms. */
interface Licensed {
  readonly code: string;
  readonly names: WordingInput;
  readonly licence: { readonly status: LicenceStatus };
  readonly permission?: string | undefined;
}

/** Something filed, and no sentence: it stands in the open for ever. */
const REFERENCE = /^[A-Za-z0-9](?:[A-Za-z0-9./_-]{0,58}[A-Za-z0-9])?$/;

/** All rights in it are reserved: no part may be kept in a retrieval system without written permission. */
const RESERVED = { name: 'healthcareleadershipmodel', code: 'hlm' } as const;

const lettersOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

const isReserved = ({ code, names: { en, cy = '' } }: Licensed): boolean =>
  [code, en, cy].some((text) => lettersOf(text).includes(RESERVED.name)) || code.split('-').includes(RESERVED.code);

/** Has a version be published on terms that allow it. */
export function licensed(version: Licensed, elements: readonly FrameworkElement[]): void {
  const { licence, permission } = version;
  if (permission !== undefined && !REFERENCE.test(permission)) throw refuse('PERMISSION_REFERENCE_MALFORMED');
  const needsPermission = licence.status === 'PERMISSION_RECORDED' || isReserved(version);
  if (needsPermission && (licence.status !== 'PERMISSION_RECORDED' || permission === undefined)) throw refuse('LICENCE_PERMISSION_MISSING');
  if (licence.status !== 'PERMISSION_RECORDED') dropsNothing({ permission });
  const described = licence.status === 'NAMES_ONLY' ? elements.find(({ descriptors }) => descriptors) : undefined;
  if (described) throw refuse('DESCRIPTORS_NOT_LICENSED', { element: described.code });
}
