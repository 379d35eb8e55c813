export { GLOSSARY, type Notion } from './glossary.js';
export type { Label, LocalText } from './label.js';
export { shownIn } from './label.js';
export type { Bilingual, Language } from './language.js';
export { decideLanguage, languageOf } from './language.js';
export { argumentsOf, unfilled } from './patterns.js';
export { say } from './say.js';
export { COLLATIONS, compareIn } from './sorting.js';
