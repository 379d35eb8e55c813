export type { Bilingual, Language } from './language.js';
export { languageOf } from './language.js';
export { say } from './say.js';
