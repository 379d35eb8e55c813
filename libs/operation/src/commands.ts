export { PassOverEvent } from './domain/pass-over-event.js';
