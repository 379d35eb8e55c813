export { programme } from './feature.js';
export { Registers } from './commands/registers.js';
