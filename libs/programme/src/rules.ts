import type { Remedies, Remedy } from '@app/event-store';
import { adds, cells, type Cells, type CommandRule, everybody, permit, resource, type Rules, scoped } from '@app/identity';
import { AppointProgrammeLead } from './domain/appoint-programme-lead.js';
import { AppointSelectionPanelMember } from './domain/appoint-selection-panel-member.js';
import { CancelCohort } from './domain/cancel-cohort.js';
import { CancelSession } from './domain/cancel-session.js';
import type { CohortEvent } from './domain/cohort.events.js';
import { MoveSession } from './domain/move-session.js';
import { OpenCohort } from './domain/open-cohort.js';
import type { ProgrammeEvent } from './domain/programme.events.js';
import { PromoteFromQueue } from './domain/promote-from-queue.js';
import { PublishProgramme } from './domain/publish-programme.js';
import { ReleaseSelectionPanelMember } from './domain/release-selection-panel-member.js';
import { ReviseCohort } from './domain/revise-cohort.js';
import { ReviseProgramme } from './domain/revise-programme.js';
import { ScheduleSession } from './domain/schedule-session.js';
import { StandDownProgrammeLead } from './domain/stand-down-programme-lead.js';
import { CohortResolver, SessionResolver } from './graphql/cohort.resolver.js';
import { ProgrammeLeadsResolver, SelectionPanelResolver } from './graphql/appointments.resolver.js';
import { ProgrammeResolver, ProgrammesResolver } from './graphql/programme.resolver.js';
import { CohortRow, SessionRow } from './read-model/cohort.row.js';
import { ProgrammeLeadRow, SelectionPanelMemberRow } from './read-model/appointment.row.js';
import { ProgrammeRow } from './read-model/programme.row.js';

/** Who runs a programme does so for its cohorts; who develops talent everywhere, and who runs the installation, for all. */
const everywhere = { 'talent-partner': 'national', administrator: 'national' } as const;
const byProgramme: CommandRule<'programmeId'> = {
  targets: { programmeId: 'Programme' },
  may: { 'programme-lead': { programmeId: 'programme' }, ...everywhere },
};
const byCohort: CommandRule<'cohortId'> = { targets: { cohortId: 'Cohort' }, may: { 'programme-lead': { cohortId: 'programme' }, ...everywhere } };

/** How many have a place, who waits, and how many: for those who fill the cohort, and for who is to see that it fills. Others may have masked figures of the same people. */
const places: Cells = {
  'programme-lead': { programme: ['places'] },
  'panel-member': { panel: ['places'] },
  'talent-partner': scoped(['places']),
  auditor: scoped(['places']),
  administrator: { national: ['places'] },
};

/** What became of its places: for who runs it, and for who sees that it is run well. */
const history: Cells = {
  'programme-lead': { programme: ['history'] },
  'talent-partner': scoped(['history']),
  auditor: scoped(['history']),
  administrator: { national: ['history'] },
};

const overseers: Cells = { 'talent-partner': { national: ['facts'] }, auditor: { national: ['facts'] }, administrator: { national: ['facts'] } };

export const programmeRules: Rules = {
  resources: [
    resource('Programme', [ProgrammeRow, ProgrammeResolver, ProgrammeLeadsResolver], {
      groups: {
        facts: [
          'id',
          'code',
          'nameEn',
          'nameCy',
          'name',
          'nation',
          'level',
          'provider',
          'months',
          'attendanceMinutes',
          'reflectionMinutes',
          'cohortSize',
          'award',
          'provenance',
          'cohorts',
          'leads',
        ],
      },
      read: everybody(['facts']),
    }),
    resource('Cohort', [CohortRow, CohortResolver, SelectionPanelResolver], {
      groups: {
        facts: [
          'id',
          'programme',
          'organisation',
          'name',
          'capacity',
          'startsOn',
          'endsOn',
          'deliveryLanguage',
          'offerDays',
          'automaticPromotion',
          'attendanceMinutes',
          'reflectionMinutes',
          'award',
          'cancelled',
          'status',
          'fill',
          'sessions',
          'selectionPanel',
        ],
        places: ['placesHeld', 'placesFree', 'waitingCount'],
        // Who was given a place before whom, and why.
        history: [],
      },
      read: cells(everybody(['facts']), places, history),
    }),
    resource('Session', [SessionRow, SessionResolver], {
      groups: { facts: ['id', 'cohort', 'title', 'heldOn', 'minutes', 'cancelled'] },
      read: everybody(['facts']),
    }),
    // Who runs what is known to those who do, and to those who see that it is done: not to every applicant.
    resource('ProgrammeLead', [ProgrammeLeadRow], {
      groups: { facts: ['personId'] },
      read: { leader: { self: ['facts'] }, 'programme-lead': { programme: ['facts'] }, ...overseers },
      deputies: ['facts'],
    }),
    resource('SelectionPanelMember', [SelectionPanelMemberRow], {
      groups: { facts: ['personId'] },
      read: { leader: { self: ['facts'] }, 'programme-lead': { programme: ['facts'] }, 'panel-member': { panel: ['facts'] }, ...overseers },
      deputies: ['facts'],
    }),
  ],
  adds: [adds('Moment', [ProgrammesResolver], { facts: ['programmes', 'cohorts'] })],
  commands: [
    permit(PublishProgramme, { targets: {}, may: everywhere }),
    permit(ReviseProgramme, byProgramme),
    permit(OpenCohort, byProgramme),
    permit(ReviseCohort, byCohort),
    permit(ScheduleSession, byCohort),
    permit(MoveSession, byCohort),
    permit(CancelSession, byCohort),
    permit(PromoteFromQueue, byCohort),
    permit(CancelCohort, byCohort),
    // Nobody makes themselves or their friends run a programme.
    permit(AppointProgrammeLead, { targets: {}, may: everywhere }),
    permit(StandDownProgrammeLead, { targets: {}, may: everywhere }),
    permit(AppointSelectionPanelMember, byCohort),
    permit(ReleaseSelectionPanelMember, byCohort),
  ],
  parts: ['Provenance'],
};

// Its hours and its award are those of the programme on that day, and what it opens as anew would have today's.
const OPENED: Remedy = {
  voidedBy: OpenCohort,
  instead: {
    en: 'Say anew what is wrong by reviseCohort. Where nobody has applied to it yet, it may be voided and opened anew.',
    cy: 'Dywedwch o’r newydd yr hyn sy’n anghywir drwy reviseCohort. Lle nad oes neb wedi gwneud cais iddi eto, gellir ei dirymu a’i hagor o’r newydd.',
  },
};
const PUBLISHED: Remedy = {
  en: 'A programme stays in the catalogue. Say anew what is wrong by reviseProgramme.',
  cy: 'Mae rhaglen yn aros yn y catalog. Dywedwch o’r newydd yr hyn sy’n anghywir drwy reviseProgramme.',
};
const ANSWERED: Remedy = {
  en: 'The cohort answered in turn, and others were served by that. Record what the person does now: decline, withdraw, or be offered a place.',
  cy: 'Atebodd y garfan yn ei thro, a gwasanaethwyd eraill ar sail hynny. Cofnodwch yr hyn y mae’r person yn ei wneud nawr: gwrthod, tynnu’n ôl, neu gael cynnig lle.',
};
const CANCELLED: Remedy = {
  en: 'Whoever was in it was told, and moved or closed. Open the cohort anew.',
  cy: 'Dywedwyd wrth bwy bynnag oedd ynddi, a’u symud neu eu cau. Agorwch y garfan o’r newydd.',
};

/** By which command what was recorded wrongly is put right, or why it is not. */
export const cohortFacts: Remedies<CohortEvent> = {
  CohortOpened: OPENED,
  CohortRevised: ReviseCohort,
  SessionScheduled: ScheduleSession,
  SessionMoved: MoveSession,
  SessionCancelled: CancelSession,
  PlaceHeld: ANSWERED,
  PlaceQueued: ANSWERED,
  PlacePromoted: ANSWERED,
  PlaceReleased: ANSWERED,
  QueueLeft: ANSWERED,
  CohortCancelled: CANCELLED,
  SelectionPanelMemberAppointed: AppointSelectionPanelMember,
  SelectionPanelMemberReleased: ReleaseSelectionPanelMember,
};

/** By which command what was recorded wrongly is put right, or why it is not. */
export const programmeFacts: Remedies<ProgrammeEvent> = {
  ProgrammePublished: PUBLISHED,
  ProgrammeRevised: ReviseProgramme,
  ProgrammeLeadAppointed: AppointProgrammeLead,
  ProgrammeLeadStoodDown: StandDownProgrammeLead,
};
