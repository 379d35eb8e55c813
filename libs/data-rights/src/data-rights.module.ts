import { commandHandlers } from '@app/event-store';
import { ReadAudit } from '@app/graphql-kit';
import { Global, Module } from '@nestjs/common';
import { IdentifyingValues } from './carrying-out/identifying-values.js';
import { Responsibilities } from './carrying-out/responsibilities.js';
import { Scanner } from './carrying-out/scan.js';
import { SearchAgain } from './carrying-out/search-again.js';
import { dataRightsHandlers } from './commands/handlers.js';
import { CorrectionResolver, CorrectionsResolver } from './graphql/corrections.resolver.js';
import { ErasureMutationsResolver } from './graphql/erasure-mutations.resolver.js';
import { ErasureRequestResolver, ErasureRequestsResolver, ResponsibilityResolver } from './graphql/erasure.resolver.js';
import { HoldsResolver } from './graphql/holds.resolver.js';
import { RetentionResolver } from './graphql/retention.resolver.js';
import { RecordedEventsResolver } from './graphql/recorded-events.resolver.js';
import { ResponsiblePeople } from './graphql/responsible-people.js';
import { SubjectAccessMutationsResolver, SubjectAccessRequestResolver, SubjectAccessRequestsResolver } from './graphql/subject-access.resolver.js';
import { PersonalReadResolver, WhoLookedResolver } from './graphql/who-looked.resolver.js';
import { WhoMaySeeResolver } from './graphql/who-may-see.resolver.js';
import { LogSearch } from './log/log-search.js';
import { PendingReads } from './read-audit/pending-reads.js';
import { PersonalReadAudit } from './read-audit/personal-read-audit.js';
import { ReadValues } from './read-audit/read-values.js';
import { ShownReads } from './read-audit/shown-reads.js';
import { ExpiredRecords } from './retention/expired-records.js';
import { RetentionRun } from './retention/retention-run.js';
import { Holdings } from './subject-access/holdings.js';
import { Labels } from './subject-access/labels.js';
import { People } from './subject-access/person.js';
import { SubjectAccessExport } from './subject-access/subject-access-export.js';
import { ThingNames } from './subject-access/thing-names.js';

/** Carries out commands; needs no server in front of it. */
@Module({
  providers: [
    LogSearch,
    IdentifyingValues,
    Responsibilities,
    Scanner,
    SearchAgain,
    People,
    Holdings,
    ThingNames,
    Labels,
    SubjectAccessExport,
    ExpiredRecords,
    RetentionRun,
    ...commandHandlers(dataRightsHandlers),
  ],
  exports: [Labels],
})
export class DataRightsModule {}

/** Answers over GraphQL, and records who reads personal values of others there. */
@Global()
@Module({
  imports: [DataRightsModule],
  providers: [
    PendingReads,
    ShownReads,
    ReadValues,
    PersonalReadAudit,
    { provide: ReadAudit, useExisting: PersonalReadAudit },
    ResponsiblePeople,
    ErasureRequestsResolver,
    ErasureRequestResolver,
    ResponsibilityResolver,
    ErasureMutationsResolver,
    RecordedEventsResolver,
    WhoLookedResolver,
    PersonalReadResolver,
    WhoMaySeeResolver,
    SubjectAccessRequestsResolver,
    SubjectAccessRequestResolver,
    SubjectAccessMutationsResolver,
    RetentionResolver,
    HoldsResolver,
    CorrectionsResolver,
    CorrectionResolver,
  ],
  exports: [ReadAudit],
})
export class DataRightsGraphqlModule {}
