import type { Cells, CommandRule, Rules } from '../rules.js';
import { cells, everybody, scoped } from '../rules.js';

/** Who runs a programme does so for its cohorts; who develops talent everywhere, and who runs the installation, for all. */
const byLead = (target: 'Programme' | 'Cohort', field: string): CommandRule => ({
  targets: { [field]: target },
  may: { 'programme-lead': { [field]: 'programme' }, 'talent-partner': 'national', administrator: 'national' },
});

/** Who waits, and how many: for those who fill the cohort, and for who is to see that it fills. */
const waiting: Cells = {
  'programme-lead': { programme: ['waiting'] },
  'panel-member': { panel: ['waiting'] },
  'talent-partner': scoped(['waiting']),
  auditor: scoped(['waiting']),
  administrator: { national: ['waiting'] },
};

export const programmeRules: Rules = {
  resources: {
    Programme: {
      groups: {
        facts: [
          'id',
          'code',
          'nameEn',
          'nameCy',
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
          'cancelled',
          'placesHeld',
          'placesFree',
          'sessions',
          'enrolments',
          'funnel',
        ],
        waiting: ['waitingCount', 'waitingList'],
      },
      read: cells(everybody(['facts']), waiting),
    },
    Session: {
      groups: { facts: ['id', 'cohort', 'title', 'heldOn', 'minutes', 'register'] },
      read: everybody(['facts']),
    },
  },
  commands: {
    PublishProgramme: { targets: {}, may: { 'talent-partner': 'national', administrator: 'national' } },
    ReviseProgramme: byLead('Programme', 'programmeId'),
    OpenCohort: byLead('Programme', 'programmeId'),
    ScheduleSession: byLead('Cohort', 'cohortId'),
    PromoteFromQueue: byLead('Cohort', 'cohortId'),
    CancelCohort: byLead('Cohort', 'cohortId'),
  },
  parts: ['Provenance'],
};
