import { eventTypes, firstVersions } from '@app/event-store';
import { derivedId, streamOf } from '@app/kernel';
import type { DelegationEvent } from './domain/delegation.events.js';
import type { IdentityEvent } from './domain/identity.events.js';
import { accountLabels } from './labels.js';

export * from './domain/delegation.events.js';
export * from './domain/identity.events.js';

// Never change: what was linked is looked for there.
const REGISTER = '6a1d2f0e-8f5b-4c7a-9b57-2f7c1e0d9a43';

/** @param part of the register of identities, from 0 to 255 */
export const identitiesStream = (part: number) => streamOf<IdentityEvent>('identities', derivedId(REGISTER, String(part)));
/** @param delegationId a UUID */
export const delegationStream = (delegationId: string) => streamOf<DelegationEvent>('delegation', delegationId);

export const accountEventTypes = eventTypes<IdentityEvent | DelegationEvent>(firstVersions(accountLabels.events));
