import { AgreeParticipationHandler } from './agree-participation.handler.js';
import { ChangeAssignmentHandler } from './change-assignment.handler.js';
import { ChangeNameHandler } from './change-name.handler.js';
import { ConfirmLeaderMergeHandler } from './confirm-leader-merge.handler.js';
import { CloseRecordHandler } from './close-record.handler.js';
import { EndAssignmentHandler } from './end-assignment.handler.js';
import { EndReportingLineHandler } from './end-reporting-line.handler.js';
import { EraseLeaderHandler } from './erase-leader.handler.js';
import { LeaveEmployerHandler } from './leave-employer.handler.js';
import { MergeLeadersHandler } from './merge-leaders.handler.js';
import { RegisterLeaderHandler } from './register-leader.handler.js';
import { ReopenRecordHandler } from './reopen-record.handler.js';
import { ReturnToEmployerHandler } from './return-to-employer.handler.js';
import { SetLanguagePreferenceHandler } from './set-language-preference.handler.js';
import { SetReportingLineHandler } from './set-reporting-line.handler.js';
import { StartAssignmentHandler } from './start-assignment.handler.js';
import { UndoLeaderMergeHandler } from './undo-leader-merge.handler.js';
import { WithdrawParticipationHandler } from './withdraw-participation.handler.js';

export const leaderCommandHandlers = [
  RegisterLeaderHandler,
  ChangeNameHandler,
  SetLanguagePreferenceHandler,
  AgreeParticipationHandler,
  WithdrawParticipationHandler,
  LeaveEmployerHandler,
  ReturnToEmployerHandler,
  MergeLeadersHandler,
  ConfirmLeaderMergeHandler,
  UndoLeaderMergeHandler,
  CloseRecordHandler,
  ReopenRecordHandler,
  StartAssignmentHandler,
  ChangeAssignmentHandler,
  EndAssignmentHandler,
  SetReportingLineHandler,
  EndReportingLineHandler,
  EraseLeaderHandler,
];
