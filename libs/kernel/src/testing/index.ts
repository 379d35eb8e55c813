export { deciding, metaFor, recorded } from './deciding.js';
