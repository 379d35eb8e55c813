import { AppointProgrammeLeadHandler } from './appoint-programme-lead.handler.js';
import { AppointSelectionPanelMemberHandler } from './appoint-selection-panel-member.handler.js';
import { CancelCohortHandler } from './cancel-cohort.handler.js';
import { HoldPlaceHandler } from './hold-place.handler.js';
import { OpenCohortHandler } from './open-cohort.handler.js';
import { PromoteFromQueueHandler } from './promote-from-queue.handler.js';
import { PublishProgrammeHandler } from './publish-programme.handler.js';
import { ReleasePlaceHandler } from './release-place.handler.js';
import { ReleaseSelectionPanelMemberHandler } from './release-selection-panel-member.handler.js';
import { ReviseProgrammeHandler } from './revise-programme.handler.js';
import { ScheduleSessionHandler } from './schedule-session.handler.js';
import { StandDownProgrammeLeadHandler } from './stand-down-programme-lead.handler.js';

export const programmeCommandHandlers = [
  PublishProgrammeHandler,
  ReviseProgrammeHandler,
  OpenCohortHandler,
  ScheduleSessionHandler,
  HoldPlaceHandler,
  PromoteFromQueueHandler,
  ReleasePlaceHandler,
  CancelCohortHandler,
  AppointProgrammeLeadHandler,
  StandDownProgrammeLeadHandler,
  AppointSelectionPanelMemberHandler,
  ReleaseSelectionPanelMemberHandler,
];
