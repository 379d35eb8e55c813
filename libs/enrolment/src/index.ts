export { EnrolmentGraphqlModule, EnrolmentModule } from './enrolment.module.js';
export { attendanceProjection, enrolmentProjection } from './read-model/enrolment.projection.js';
export { places } from './process/places.js';
export { enrolmentEventTypes } from './events.js';
