export { enrolment } from './feature.js';
