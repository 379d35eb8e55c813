import type { Rules } from '../rules.js';

export const operationRules: Rules = {
  resources: {
    PassedOverEvent: {
      groups: { facts: ['id', 'reader', 'eventId', 'eventType', 'position', 'stream', 'revision', 'reason', 'passedOverBy', 'passedOverAt'] },
      read: { auditor: { national: ['facts'] }, administrator: { national: ['facts'] } },
    },
  },
  commands: {},
};
