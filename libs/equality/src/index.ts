export { equality } from './feature.js';
