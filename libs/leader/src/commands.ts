export { BASES, type Basis } from './domain/assignment.events.js';
export { LANGUAGES, type PreferredLanguage } from './domain/leader.events.js';
export { ChangeAssignment } from './domain/change-assignment.js';
export { EndAssignment } from './domain/end-assignment.js';
export { EndReportingLine } from './domain/end-reporting-line.js';
export { EraseLeader } from './domain/erase-leader.js';
export { RegisterLeader } from './domain/register-leader.js';
export { SetReportingLine } from './domain/set-reporting-line.js';
export { StartAssignment } from './domain/start-assignment.js';
