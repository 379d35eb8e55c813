import { ChangeAssignmentHandler } from './change-assignment.handler.js';
import { EndAssignmentHandler } from './end-assignment.handler.js';
import { EndReportingLineHandler } from './end-reporting-line.handler.js';
import { EraseLeaderHandler } from './erase-leader.handler.js';
import { RegisterLeaderHandler } from './register-leader.handler.js';
import { SetReportingLineHandler } from './set-reporting-line.handler.js';
import { StartAssignmentHandler } from './start-assignment.handler.js';

export const leaderCommandHandlers = [
  RegisterLeaderHandler,
  StartAssignmentHandler,
  ChangeAssignmentHandler,
  EndAssignmentHandler,
  SetReportingLineHandler,
  EndReportingLineHandler,
  EraseLeaderHandler,
];
