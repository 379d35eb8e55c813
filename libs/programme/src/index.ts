export { ProgrammeGraphqlModule, ProgrammeModule } from './programme.module.js';
export { cohortProjection, sessionProjection } from './read-model/cohort.projection.js';
export { programmeProjection } from './read-model/programme.projection.js';
export { programmeAccess } from './read.js';
export { programmeEventTypes } from './events.js';
