import { derivedId } from '@app/kernel';
import type { Nation } from './organisation.events.js';

// Never change: whatever was registered is known by the ids that follow from it.
const NAMESPACE = 'a5b0c5de-5f3f-4d0b-9a55-6e0d4f9b7c21';

/**
 * The organisation of a code: there is one in each nation, so its id follows from both, the same in every installation.
 * @param nation where another nation’s organisation has the code’s own id
 */
export const organisationIdOf = (code: string, nation?: Nation): string =>
  derivedId(NAMESPACE, nation === undefined ? `organisation/${code}` : `organisation/${nation}/${code}`);
