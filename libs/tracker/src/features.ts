import {
  accountAccess,
  accountEventTypes,
  AccountGraphqlModule,
  AccountModule,
  accounts,
  delegationProjection,
  deputies,
  identityProjection,
} from '@app/account';
import { Access, MATRIX } from '@app/identity';
import {
  dataRightsAccess,
  dataRightsEventTypes,
  DataRightsGraphqlModule,
  DataRightsModule,
  erasureRequestProjection,
  erasures,
  personalReadProjection,
  retentions,
  subjectAccessRequestProjection,
} from '@app/data-rights';
import {
  attendanceProjection,
  enrolmentAccess,
  EnrolmentGraphqlModule,
  EnrolmentModule,
  enrolmentEventTypes,
  enrolmentProjection,
  places,
  withdrawals,
} from '@app/enrolment';
import {
  countedAnswers,
  equalityAccess,
  equalityAnswersProjection,
  equalityEventTypes,
  EqualityGraphqlModule,
  EqualityModule,
  figurePublicationProjection,
  questionSetProjection,
  unmaskedGrantProjection,
  unmaskedReadingProjection,
} from '@app/equality';
import {
  assignmentProjection,
  departures,
  erasedLeaderProjection,
  leaderAccess,
  LeaderGraphqlModule,
  leaderDirectory,
  leaderEventTypes,
  leaderMergeProjection,
  LeaderModule,
  leaderProjection,
  leaderRelationships,
  merges,
  reportingLineProjection,
} from '@app/leader';
import { operationAccess, operationEventTypes, OperationGraphqlModule, OperationModule, passedOverEventProjection } from '@app/operation';
import {
  organisationAccess,
  OrganisationGraphqlModule,
  organisationEventTypes,
  organisationLinkProjection,
  OrganisationModule,
  organisationProjection,
  organisationScope,
} from '@app/organisation';
import {
  cohortProjection,
  programmeAccess,
  ProgrammeGraphqlModule,
  programmeEventTypes,
  programmeLeadProjection,
  ProgrammeModule,
  programmeProjection,
  programmeRelationships,
  selectionPanelMemberProjection,
  sessionProjection,
} from '@app/programme';
import { reasonAccess, reasonCodeProjection, reasonEventTypes, ReasonGraphqlModule, ReasonModule } from '@app/reason';

/** Every event that any feature stores. */
export const eventTypes = [
  reasonEventTypes,
  organisationEventTypes,
  leaderEventTypes,
  programmeEventTypes,
  enrolmentEventTypes,
  dataRightsEventTypes,
  accountEventTypes,
  equalityEventTypes,
  operationEventTypes,
];

/** Every table of the read model. */
export const projections = [
  reasonCodeProjection,
  organisationProjection,
  organisationLinkProjection,
  leaderProjection,
  erasedLeaderProjection,
  leaderMergeProjection,
  assignmentProjection,
  reportingLineProjection,
  programmeProjection,
  programmeLeadProjection,
  cohortProjection,
  sessionProjection,
  selectionPanelMemberProjection,
  enrolmentProjection,
  attendanceProjection,
  erasureRequestProjection,
  personalReadProjection,
  subjectAccessRequestProjection,
  identityProjection,
  delegationProjection,
  questionSetProjection,
  equalityAnswersProjection,
  figurePublicationProjection,
  unmaskedGrantProjection,
  unmaskedReadingProjection,
  passedOverEventProjection,
];

/** Tables of personal values in the open. */
export const openedTables = [leaderDirectory, countedAnswers];

export const processManagers = [places, departures, merges, withdrawals, erasures, retentions, accounts, deputies];

/** Who may see and do what: the matrix, what features say of their tables, and what they know of who stands how to whom. */
export const access = new Access(MATRIX, {
  anchored: [
    ...reasonAccess,
    ...organisationAccess,
    ...leaderAccess,
    ...programmeAccess,
    ...enrolmentAccess,
    ...dataRightsAccess,
    ...accountAccess,
    ...equalityAccess,
    ...operationAccess,
  ],
  relationships: [...leaderRelationships, ...programmeRelationships],
  organisations: organisationScope,
});

/** What carries out commands. */
export const commandModules = [
  ReasonModule,
  OrganisationModule,
  LeaderModule,
  ProgrammeModule,
  EnrolmentModule,
  DataRightsModule,
  AccountModule,
  EqualityModule,
  OperationModule,
];

/** What answers over GraphQL, for the server alone. */
export const graphqlModules = [
  ReasonGraphqlModule,
  OrganisationGraphqlModule,
  LeaderGraphqlModule,
  ProgrammeGraphqlModule,
  EnrolmentGraphqlModule,
  DataRightsGraphqlModule,
  AccountGraphqlModule,
  EqualityGraphqlModule,
  OperationGraphqlModule,
];
