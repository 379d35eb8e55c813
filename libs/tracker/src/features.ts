import { attendanceProjection, EnrolmentGraphqlModule, EnrolmentModule, enrolmentEventTypes, enrolmentProjection, places } from '@app/enrolment';
import { assignmentProjection, LeaderGraphqlModule, leaderDirectory, leaderEventTypes, LeaderModule, leaderProjection } from '@app/leader';
import { OrganisationGraphqlModule, organisationEventTypes, organisationLinkProjection, OrganisationModule, organisationProjection } from '@app/organisation';
import { cohortProjection, ProgrammeGraphqlModule, programmeEventTypes, ProgrammeModule, programmeProjection, sessionProjection } from '@app/programme';

/** Every event that any feature stores. */
export const eventTypes = [organisationEventTypes, leaderEventTypes, programmeEventTypes, enrolmentEventTypes];

/** Every table of the read model. */
export const projections = [
  organisationProjection,
  organisationLinkProjection,
  leaderProjection,
  assignmentProjection,
  programmeProjection,
  cohortProjection,
  sessionProjection,
  enrolmentProjection,
  attendanceProjection,
];

/** Tables of personal values in the open. */
export const openedTables = [leaderDirectory];

export const processManagers = [places];

/** What carries out commands. */
export const commandModules = [OrganisationModule, LeaderModule, ProgrammeModule, EnrolmentModule];

/** What answers over GraphQL, for the server alone. */
export const graphqlModules = [OrganisationGraphqlModule, LeaderGraphqlModule, ProgrammeGraphqlModule, EnrolmentGraphqlModule];
