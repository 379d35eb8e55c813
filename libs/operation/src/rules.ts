import { adds, resource, type Rules } from '@app/identity';
import { PassedOverEventResolver, PassedOverEventsResolver } from './graphql/passed-over-event.resolver.js';
import { PassedOverEventRow } from './read-model/passed-over-event.row.js';

export const operationRules: Rules = {
  resources: [
    resource('PassedOverEvent', [PassedOverEventRow, PassedOverEventResolver], {
      groups: { facts: ['id', 'reader', 'eventId', 'eventType', 'position', 'stream', 'revision', 'reason', 'by', 'passedOverBy', 'passedOverAt'] },
      read: { auditor: { national: ['facts'] }, administrator: { national: ['facts'] } },
    }),
  ],
  adds: [adds('Moment', [PassedOverEventsResolver], { facts: ['passedOverEvents'] })],
};
