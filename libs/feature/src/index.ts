export type { Feature, FieldLabel, Labels } from './feature.js';
export { defineFeature } from './feature.js';
export { Features } from './features.js';
export type { Responsibility, RetainedRecords, SealedData, Thing } from './people.js';
export { responsibility } from './people.js';
export { keyOf, spokenOf } from './spoken.js';
export type { Settling, TaskKind, TasksAsked } from './task.js';
export { settles, when } from './task.js';
