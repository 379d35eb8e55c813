export type { Handlers, KeyedFold, Projection, RowClass } from './definition/projection.js';
export { periods, projection } from './definition/projection.js';
export { ReadModelDefinition } from './definition/read-model-definition.js';
export { CannotApply } from './fold/cannot-apply.js';
