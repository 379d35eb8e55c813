export { leader } from './feature.js';
