import { cells, everybody, resource, type Rules } from '@app/identity';
import { MomentResolver, MomentType } from './operation/moment.js';

export const graphqlKitRules: Rules = {
  resources: [
    // What is listed under a moment is restricted row by row.
    resource('Moment', [MomentType, MomentResolver], {
      groups: {
        facts: ['id', 'node', 'nodes', 'settled', 'missing', 'asOf', 'position', 'head', 'recordedAt', 'stampedAheadSeconds', 'lag', 'levelAt'],
        // Everything that was ever recorded, of whomever and by whomever.
        log: [],
      },
      read: cells(everybody(['facts']), { auditor: { national: ['facts', 'log'] } }),
    }),
  ],
  // `limits`, `labels` and `viewer` are for whoever is signed in, `at`, `node` and `nodes` for whoever has a role.
  parts: [
    'Query',
    'Actor',
    'Label',
    'Limits',
    'LocalText',
    'MissingReader',
    'PageInfo',
    'PersonalText',
    'Receipt',
    'ReceiptEvent',
    'Recorded',
    'Refusal',
    'RefusalDetail',
    'InputFault',
    'Task',
    'Viewer',
  ],
};
