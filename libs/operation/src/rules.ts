import { adds, resource, type Rules } from '@app/identity';
import { PassedOverEventsResolver } from './graphql/passed-over-event.resolver.js';
import { PassedOverEventRow } from './read-model/passed-over-event.row.js';

export const operationRules: Rules = {
  resources: [
    resource('PassedOverEvent', [PassedOverEventRow], {
      groups: { facts: ['id', 'reader', 'eventId', 'eventType', 'position', 'stream', 'revision', 'reason', 'passedOverBy', 'passedOverAt'] },
      read: { auditor: { national: ['facts'] }, administrator: { national: ['facts'] } },
    }),
  ],
  adds: [adds('Moment', [PassedOverEventsResolver], { facts: ['passedOverEvents'] })],
};
