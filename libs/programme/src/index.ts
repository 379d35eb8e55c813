export { ProgrammeGraphqlModule, ProgrammeModule } from './programme.module.js';
export { cohortProjection, sessionProjection } from './read-model/cohort.projection.js';
export { programmeLeadProjection, selectionPanelMemberProjection } from './read-model/office.projection.js';
export { programmeProjection } from './read-model/programme.projection.js';
export { programmeAccess, programmeRelationships } from './read.js';
export { programmeEventTypes } from './events.js';
