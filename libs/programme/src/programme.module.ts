import { commandHandlers } from '@app/event-store';
import { Module } from '@nestjs/common';
import { programmeHandlers } from './commands/handlers.js';
import { CohortResolver, SessionResolver } from './graphql/cohort.resolver.js';
import { AppointmentMutationsResolver } from './graphql/appointment-mutations.resolver.js';
import { ProgrammeLeadsResolver, SelectionPanelResolver } from './graphql/appointments.resolver.js';
import { ProgrammeMutationsResolver } from './graphql/programme-mutations.resolver.js';
import { ProgrammeResolver, ProgrammesResolver } from './graphql/programme.resolver.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: commandHandlers(programmeHandlers) })
export class ProgrammeModule {}

/** Answers over GraphQL. */
@Module({
  providers: [
    ProgrammesResolver,
    ProgrammeResolver,
    CohortResolver,
    SessionResolver,
    ProgrammeLeadsResolver,
    SelectionPanelResolver,
    ProgrammeMutationsResolver,
    AppointmentMutationsResolver,
  ],
})
export class ProgrammeGraphqlModule {}
