export { correction } from './feature.js';
