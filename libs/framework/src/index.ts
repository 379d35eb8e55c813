export { framework } from './feature.js';
