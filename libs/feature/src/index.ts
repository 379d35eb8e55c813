export type { Feature, FieldLabel, Labels } from './feature.js';
export { defineFeature } from './feature.js';
export { Features } from './features.js';
export type { Responsibility, RetainedRecords, Thing } from './people.js';
export { responsibility } from './people.js';
