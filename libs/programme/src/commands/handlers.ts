import { type Handler, on, type Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Command } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { knownOrganisation, organisationStream } from '@app/organisation/events';
import { appointLead, AppointProgrammeLead } from '../domain/appoint-programme-lead.js';
import { appointPanelMember, AppointSelectionPanelMember } from '../domain/appoint-selection-panel-member.js';
import { cancel, CancelCohort } from '../domain/cancel-cohort.js';
import { cohort } from '../domain/cohort.js';
import { hold, HoldPlace } from '../domain/hold-place.js';
import { open, OpenCohort } from '../domain/open-cohort.js';
import { programme } from '../domain/programme.js';
import { promote, PromoteFromQueue } from '../domain/promote-from-queue.js';
import { publish, PublishProgramme } from '../domain/publish-programme.js';
import { release, ReleasePlace } from '../domain/release-place.js';
import { releasePanelMember, ReleaseSelectionPanelMember } from '../domain/release-selection-panel-member.js';
import { revise, ReviseProgramme } from '../domain/revise-programme.js';
import { schedule, ScheduleSession } from '../domain/schedule-session.js';
import { standDown, StandDownProgrammeLead } from '../domain/stand-down-programme-lead.js';
import { cohortStream, programmeStream } from '../events.js';

const onProgramme = on(({ programmeId }: { readonly programmeId: string }) => programmeStream(programmeId), programme);
const onCohort = on(({ cohortId }: { readonly cohortId: string }) => cohortStream(cohortId), cohort);

const whoIsAppointed = ({ input }: Command<{ readonly personId: string }>, streams: Streams) => streams.load(leaderStream(input.personId), knownLeader);

export const programmeHandlers: readonly Handler[] = [
  onProgramme(PublishProgramme, publish),
  onProgramme(ReviseProgramme, revise),
  onProgramme(AppointProgrammeLead, appointLead, whoIsAppointed),
  onProgramme(StandDownProgrammeLead, standDown),
  onCohort(OpenCohort, open, async ({ input: { programmeId, organisationId } }, streams) => ({
    programme: await streams.load(programmeStream(programmeId), programme),
    deliverer: organisationId ? await streams.load(organisationStream(organisationId), knownOrganisation) : undefined,
  })),
  onCohort(ScheduleSession, schedule),
  onCohort(HoldPlace, hold),
  onCohort(PromoteFromQueue, promote, ({ meta }, _streams, { persons }) => persons.of(meta.actor), { persons: Persons }),
  onCohort(ReleasePlace, release),
  onCohort(CancelCohort, cancel, ({ input: { transferTo } }, streams) => (transferTo ? streams.load(cohortStream(transferTo), cohort) : undefined)),
  onCohort(AppointSelectionPanelMember, appointPanelMember, whoIsAppointed),
  onCohort(ReleaseSelectionPanelMember, releasePanelMember),
];
