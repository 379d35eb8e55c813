import { derivedId } from '@app/kernel';

// Never change: whatever was loaded is known by the ids that follow from it.
const NAMESPACE = 'a5b0c5de-5f3f-4d0b-9a55-6e0d4f9b7c21';

/** The id that a record's code stands for, the same in every installation. */
export const cohortIdOf = (code: string): string => derivedId(NAMESPACE, `cohort/${code}`);
export const questionSetIdOf = (code: string, edition: string): string => derivedId(NAMESPACE, `question-set/${code}/${edition}`);
export const linkIdOf = (from: string, to: string, kind: string): string => derivedId(NAMESPACE, `link/${from}/${to}/${kind}`);

/** The id of the command that a record leads to: the same for the same pack, record and content, so that loading again repeats nothing. */
export const loadCommandId = (pack: string, record: string, contentHash: string): string => derivedId(NAMESPACE, `load/${pack}/${record}/${contentHash}`);
/** Binds together what one edition of a pack led to. */
export const loadCorrelationId = (pack: string, version: string): string => derivedId(NAMESPACE, `load/${pack}/${version}`);
/** Apart for each generated history, so that two never meet. */
export const generatorNamespace = (run: string): string => derivedId(NAMESPACE, `generator/${run}`);
