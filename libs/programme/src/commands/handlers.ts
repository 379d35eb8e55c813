import { changing, type Handler, isCorrection, naming, on, type Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Command } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { knownOrganisation, organisationStream } from '@app/organisation/events';
import { appointLead, AppointProgrammeLead } from '../domain/appoint-programme-lead.js';
import { appointPanelMember, AppointSelectionPanelMember } from '../domain/appoint-selection-panel-member.js';
import { cancel, CancelCohort } from '../domain/cancel-cohort.js';
import { cancelSession, CancelSession } from '../domain/cancel-session.js';
import { cohort } from '../domain/cohort.js';
import { hold, HoldPlace } from '../domain/hold-place.js';
import { moveSession, MoveSession } from '../domain/move-session.js';
import { open, OpenCohort } from '../domain/open-cohort.js';
import { programme } from '../domain/programme.js';
import { promote, PromoteFromQueue } from '../domain/promote-from-queue.js';
import { publish, PublishProgramme } from '../domain/publish-programme.js';
import { reinstate, ReinstatePlace } from '../domain/reinstate-place.js';
import { release, ReleasePlace } from '../domain/release-place.js';
import { releasePanelMember, ReleaseSelectionPanelMember } from '../domain/release-selection-panel-member.js';
import { reviseCohort, ReviseCohort } from '../domain/revise-cohort.js';
import { revise, ReviseProgramme } from '../domain/revise-programme.js';
import { schedule, ScheduleSession } from '../domain/schedule-session.js';
import type { Session } from '../domain/sessions.js';
import { standDown, StandDownProgrammeLead } from '../domain/stand-down-programme-lead.js';
import { cohortStream, programmeStream } from '../events.js';
import { Registers } from './registers.js';

const onProgramme = on(({ programmeId }: { readonly programmeId: string }) => programmeStream(programmeId), programme);
const onCohort = on(({ cohortId }: { readonly cohortId: string }) => cohortStream(cohortId), cohort);

const whoIsAppointed = ({ input }: Command<{ readonly personId: string }>, streams: Streams) => streams.load(leaderStream(input.personId), knownLeader);

const deliverer = (organisationId: string | undefined, streams: Streams) =>
  organisationId ? streams.load(organisationStream(organisationId), knownOrganisation) : undefined;

/** The session as it stands, where anything is in its register. Nothing is recorded of a session before its day, so nobody is asked about one that is ahead. */
async function marked(
  { input, meta }: Command<{ readonly cohortId: string; readonly sessionId: string }>,
  streams: Streams,
  { registers }: { readonly registers: Registers },
): Promise<Session | undefined> {
  const state = await streams.load(cohortStream(input.cohortId), cohort);
  const session = state.status === 'none' ? undefined : state.sessions.get(input.sessionId);
  return session && session.current.heldOn <= meta.today && (await registers.isMarked(streams, input)) ? session : undefined;
}

export const programmeHandlers: readonly Handler[] = [
  onProgramme(PublishProgramme, publish),
  onProgramme(ReviseProgramme, revise),
  onProgramme(AppointProgrammeLead, appointLead, whoIsAppointed),
  onProgramme(StandDownProgrammeLead, standDown),
  onCohort(OpenCohort, open, async ({ input: { programmeId, organisationId } }, streams) => ({
    programme: await streams.load(programmeStream(programmeId), programme),
    deliverer: await deliverer(organisationId, streams),
  })),
  onCohort(ReviseCohort, reviseCohort, ({ input: { organisationId } }, streams) => deliverer(organisationId, streams)),
  changing('sessionId', onCohort(ScheduleSession, schedule, marked, { registers: Registers }), isCorrection),
  changing('sessionId', onCohort(MoveSession, moveSession, marked, { registers: Registers })),
  changing('sessionId', onCohort(CancelSession, cancelSession, marked, { registers: Registers })),
  onCohort(HoldPlace, hold),
  onCohort(PromoteFromQueue, promote, ({ meta }, _streams, { persons }) => persons.of(meta.actor), { persons: Persons }),
  onCohort(ReleasePlace, release),
  onCohort(ReinstatePlace, reinstate),
  naming(
    ['transferTo'],
    onCohort(CancelCohort, cancel, ({ input: { transferTo } }, streams) => (transferTo ? streams.load(cohortStream(transferTo), cohort) : undefined)),
  ),
  onCohort(AppointSelectionPanelMember, appointPanelMember, whoIsAppointed),
  onCohort(ReleaseSelectionPanelMember, releasePanelMember),
];
