export { pluralsOf } from '../patterns.js';
