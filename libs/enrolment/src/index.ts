export { EnrolmentGraphqlModule, EnrolmentModule } from './enrolment.module.js';
export { attendanceProjection, enrolmentProjection } from './read-model/enrolment.projection.js';
export { places } from './process/places.js';
export { withdrawals } from './process/withdrawals.js';
export { enrolmentAccess } from './read.js';
export { enrolmentEventTypes } from './events.js';
