import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import { PassedOverEventRow } from './read-model/passed-over-event.row.js';

export const passedOverEvents = byId('PassedOverEvent', PassedOverEventRow);
export const seenPassedOverEvent = seenAs('PassedOverEvent');

/** How what operators did hangs on to who asks: by no person or organisation. */
export const operationAccess: readonly Anchored[] = [{ resource: 'PassedOverEvent', rows: PassedOverEventRow }];
