export { DecideErasure } from './domain/decide-erasure.js';
export { ExtendSubjectAccess } from './domain/extend-subject-access.js';
export { LiftHold, PlaceHold } from './domain/hold.js';
export { RequestErasureScan } from './domain/request-erasure-scan.js';
export { RequestErasure } from './domain/request-erasure.js';
export { RequestSubjectAccess } from './domain/request-subject-access.js';
