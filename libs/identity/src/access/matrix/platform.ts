import type { Rules } from '../rules.js';
import { everybody } from '../rules.js';

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
          'lag',
          'organisations',
          'leaders',
          'programmes',
          'cohorts',
          'enrolments',
          'funnel',
          'erasureRequests',
        ],
      },
      read: everybody(['facts']),
    },
  },
  commands: {},
  // `limits` and `viewer` are for whoever is signed in, `at`, `node` and `nodes` for whoever has a role.
  parts: ['Query', 'Limits', 'PageInfo', 'PersonalText', 'Receipt', 'Recorded', 'Refusal', 'Viewer'],
};
