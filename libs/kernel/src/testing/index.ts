export { deciding, metaFor, recorded } from './deciding.js';
export { commandsIn, repeatedIn, repeatable } from './repeating.js';
