export { programme } from './feature.js';
