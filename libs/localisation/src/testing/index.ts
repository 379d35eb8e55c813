export { argumentsOf, pluralsOf } from './patterns.js';
