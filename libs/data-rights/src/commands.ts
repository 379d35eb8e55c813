export { DecideErasure } from './domain/decide-erasure.js';
export { RequestErasure } from './domain/request-erasure.js';
