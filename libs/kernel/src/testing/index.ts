export { deciding, metaFor, recorded } from './deciding.js';
export { commandsIn, repeatable } from './repeating.js';
