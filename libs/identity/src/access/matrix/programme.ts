import type { Cells, CommandRule, Rules } from '../rules.js';
import { cells, everybody, scoped } from '../rules.js';

/** Who runs a programme does so for its cohorts; who develops talent everywhere, and who runs the installation, for all. */
const byLead = (target: 'Programme' | 'Cohort', field: string): CommandRule => ({
  targets: { [field]: target },
  may: { 'programme-lead': { [field]: 'programme' }, 'talent-partner': 'national', administrator: 'national' },
});

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
  resources: {
    Programme: {
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
    },
    Cohort: {
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
          'fill',
          'sessions',
          'enrolments',
          'funnel',
          'selectionPanel',
        ],
        places: ['placesHeld', 'placesFree', 'waitingCount', 'waitingList'],
        // Who was given a place before whom, and why.
        history: ['timeline'],
      },
      read: cells(everybody(['facts']), places, history),
    },
    Session: {
      groups: { facts: ['id', 'cohort', 'title', 'heldOn', 'minutes', 'register'] },
      read: everybody(['facts']),
    },
    // Who runs what is known to those who do, and to those who see that it is done: not to every applicant.
    ProgrammeLead: {
      groups: { facts: ['personId', 'leader'] },
      read: { leader: { self: ['facts'] }, 'programme-lead': { programme: ['facts'] }, ...overseers },
      deputies: ['facts'],
    },
    SelectionPanelMember: {
      groups: { facts: ['personId', 'leader'] },
      read: { leader: { self: ['facts'] }, 'programme-lead': { programme: ['facts'] }, 'panel-member': { panel: ['facts'] }, ...overseers },
      deputies: ['facts'],
    },
  },
  commands: {
    PublishProgramme: { targets: {}, may: { 'talent-partner': 'national', administrator: 'national' } },
    ReviseProgramme: byLead('Programme', 'programmeId'),
    OpenCohort: byLead('Programme', 'programmeId'),
    ScheduleSession: byLead('Cohort', 'cohortId'),
    PromoteFromQueue: byLead('Cohort', 'cohortId'),
    CancelCohort: byLead('Cohort', 'cohortId'),
    // Nobody makes themselves or their friends run a programme.
    AppointProgrammeLead: { targets: {}, may: { 'talent-partner': 'national', administrator: 'national' } },
    StandDownProgrammeLead: { targets: {}, may: { 'talent-partner': 'national', administrator: 'national' } },
    AppointSelectionPanelMember: byLead('Cohort', 'cohortId'),
    ReleaseSelectionPanelMember: byLead('Cohort', 'cohortId'),
  },
  parts: ['Provenance'],
};
