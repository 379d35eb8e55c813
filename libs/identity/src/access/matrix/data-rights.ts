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
          'remaining',
        ],
        certificate: ['certificate'],
      },
      read: {
        leader: { self: ['facts'] },
        auditor: { national: ['facts', 'certificate'] },
        administrator: { national: ['facts', 'certificate'] },
      },
    },
    // Who looked is for whom was looked at, and for who looks after that: no manager watches another's curiosity.
    PersonalRead: {
      groups: { facts: ['reader', 'readerId', 'readerName', 'onBehalfOf', 'roles', 'purpose', 'purposeName', 'since', 'until', 'fields', 'recordsSaid'] },
      read: { leader: { self: ['facts'] }, auditor: { national: ['facts'] } },
    },
    SubjectAccessRequest: {
      groups: {
        facts: [
          'id',
          'leader',
          'status',
          'requestedBy',
          'requesterId',
          'receivedOn',
          'dueOn',
          'overdue',
          'extendedFrom',
          'extensionReason',
          'toldOn',
          'answeredOn',
          'answers',
        ],
      },
      read: { leader: { self: ['facts'] }, auditor: { national: ['facts'] }, administrator: { national: ['facts'] } },
    },
  },
  commands: {
    RequestErasure: { targets: { leaderId: 'Leader' }, may: { leader: { leaderId: 'self' }, administrator: 'national' } },
    // That it is another person than who asked is the decision's own rule.
    DecideErasure: { targets: {}, may: { administrator: 'national' } },
    RequestErasureScan: { targets: {}, may: { administrator: 'national' } },
    RequestSubjectAccess: { targets: { leaderId: 'Leader' }, may: { leader: { leaderId: 'self' }, administrator: 'national' } },
    PlaceHold: { targets: {}, may: { administrator: 'national' } },
    LiftHold: { targets: {}, may: { administrator: 'national' } },
    ExtendSubjectAccess: { targets: {}, may: { administrator: 'national' } },
  },
  parts: [
    'ErasureCertificate',
    'ErasureRemainder',
    'NamedPerson',
    'PersonalField',
    'RecordedEvent',
    'Responsibility',
    'RetentionStatus',
    'ScanMatch',
    'SeenFields',
    'Sight',
    'SightDeputy',
    'SubjectAccessDocument',
  ],
};
