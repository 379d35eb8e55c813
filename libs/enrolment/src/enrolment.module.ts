import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { enrolmentHandlers } from './commands/handlers.js';
import { RecordedRegisters } from './commands/recorded-registers.js';
import { CohortStepResolver, CohortTimelineResolver } from './graphql/cohort-timeline.resolver.js';
import { AdjustmentTimelineResolver } from './graphql/adjustment-timeline.resolver.js';
import { AdjustmentMutationsResolver, AdjustmentResolver, EnrolmentAdjustmentsResolver } from './graphql/adjustment.resolver.js';
import { EnrolmentMutationsResolver } from './graphql/enrolment-mutations.resolver.js';
import { EnrolmentResolver, EnrolmentsResolver } from './graphql/enrolment.resolver.js';
import { EnrolmentStepResolver } from './graphql/enrolment-step.resolver.js';
import {
  AttendanceResolver,
  CohortEnrolmentsResolver,
  LeaderEnrolmentsResolver,
  OrganisationEnrolmentsResolver,
  SessionRegisterResolver,
} from './graphql/enrolments-of-others.resolver.js';
import { CohortFunnelResolver, FunnelResolver } from './graphql/funnel.resolver.js';
import { ProgrammeLeadResolver, SelectionPanelMemberResolver } from './graphql/appointed-people.resolver.js';
import { NextResolver } from './graphql/next.resolver.js';
import { TimelineResolver } from './graphql/timeline.resolver.js';

/** Carries out commands, and says what registers are recorded; needs no server in front of it. */
@Module({ providers: [RecordedRegisters, ...commandHandlers(enrolmentHandlers)], exports: [RecordedRegisters] })
export class EnrolmentModule {}

/** Answers over GraphQL. */
@Module({
  providers: [
    EnrolmentsResolver,
    EnrolmentResolver,
    EnrolmentMutationsResolver,
    CohortEnrolmentsResolver,
    LeaderEnrolmentsResolver,
    OrganisationEnrolmentsResolver,
    SessionRegisterResolver,
    AttendanceResolver,
    TimelineResolver,
    EnrolmentStepResolver,
    CohortTimelineResolver,
    CohortStepResolver,
    ProgrammeLeadResolver,
    SelectionPanelMemberResolver,
    FunnelResolver,
    CohortFunnelResolver,
    NextResolver,
    EnrolmentAdjustmentsResolver,
    AdjustmentResolver,
    AdjustmentTimelineResolver,
    AdjustmentMutationsResolver,
  ],
})
export class EnrolmentGraphqlModule {}
