export { organisation } from './feature.js';
