import { derivedId } from '@app/kernel';

// Never change: whatever was published is known by the ids that follow from it.
const NAMESPACE = 'a5b0c5de-5f3f-4d0b-9a55-6e0d4f9b7c21';

/** The programme of a code: there is one, so its id follows from it, the same in every installation. */
export const programmeIdOf = (code: string): string => derivedId(NAMESPACE, `programme/${code}`);
