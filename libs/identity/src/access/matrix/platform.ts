import type { Rules } from '../rules.js';
import { cells, everybody } from '../rules.js';

export const platformRules: Rules = {
  resources: {
    // What is listed under a moment is restricted row by row.
    Moment: {
      groups: {
        facts: [
          'asOf',
          'position',
          'head',
          'recordedAt',
          'stampedAheadSeconds',
          'lag',
          'levelAt',
          'reasonCodes',
          'organisations',
          'leaders',
          'leaderMerges',
          'programmes',
          'cohorts',
          'enrolments',
          'funnel',
          'figures',
          'figurePublications',
          'unmaskedReadings',
          'passedOverEvents',
          'questionSets',
          'equalityAnswers',
          'erasureRequests',
          'delegations',
          'subjectAccessRequests',
        ],
        // Everything that was ever recorded, of whomever and by whomever.
        log: ['recordedEvents'],
      },
      read: cells(everybody(['facts']), { auditor: { national: ['facts', 'log'] } }),
    },
  },
  commands: {},
  // `limits`, `labels` and `viewer` are for whoever is signed in, `at`, `node` and `nodes` for whoever has a role.
  parts: ['Query', 'Label', 'Limits', 'LocalText', 'PageInfo', 'PersonalText', 'Receipt', 'Recorded', 'Refusal', 'Viewer'],
};
