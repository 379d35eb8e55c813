import type { Rules } from '../rules.js';

export const dataRightsRules: Rules = {
  resources: {
    ErasureRequest: {
      groups: {
        facts: [
          'id',
          'leader',
          'status',
          'ground',
          'requestedBy',
          'requesterId',
          'requestedOn',
          'deciderId',
          'decidedOn',
          'refusal',
          'responsibilities',
          'completedOn',
        ],
        certificate: ['certificate'],
      },
      read: {
        leader: { self: ['facts'] },
        auditor: { national: ['facts', 'certificate'] },
        administrator: { national: ['facts', 'certificate'] },
      },
    },
  },
  commands: {
    RequestErasure: { targets: { leaderId: 'Leader' }, may: { leader: { leaderId: 'self' }, administrator: 'national' } },
    // That it is another person than who asked is the decision's own rule.
    DecideErasure: { targets: {}, may: { administrator: 'national' } },
  },
  parts: ['ErasureCertificate', 'Responsibility', 'ScanMatch'],
};
