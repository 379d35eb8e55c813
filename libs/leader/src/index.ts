export { notOfErased } from './commands/not-of-erased.js';
export { leader } from './feature.js';
