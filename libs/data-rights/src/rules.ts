import { adds, permit, resource, type Rules } from '@app/identity';
import { DecideErasure } from './domain/decide-erasure.js';
import { ExtendSubjectAccess } from './domain/extend-subject-access.js';
import { LiftHold, PlaceHold } from './domain/hold.js';
import { RequestErasureScan } from './domain/request-erasure-scan.js';
import { RequestErasure } from './domain/request-erasure.js';
import { RequestSubjectAccess } from './domain/request-subject-access.js';
import { ErasureRequestResolver, ErasureRequestsResolver } from './graphql/erasure.resolver.js';
import { CorrectionsResolver } from './graphql/corrections.resolver.js';
import { HoldsResolver } from './graphql/holds.resolver.js';
import { SubjectAccessRequestResolver, SubjectAccessRequestsResolver } from './graphql/subject-access.resolver.js';
import { PersonalReadResolver, WhoLookedResolver } from './graphql/who-looked.resolver.js';
import { WhoMaySeeResolver } from './graphql/who-may-see.resolver.js';
import { RecordedEventsResolver } from './graphql/recorded-events.resolver.js';
import { ErasureRequestRow } from './read-model/erasure-request.row.js';
import { PersonalReadRow } from './read-model/personal-read.row.js';
import { SubjectAccessRequestRow } from './read-model/subject-access-request.row.js';

export const dataRightsRules: Rules = {
  resources: [
    resource('ErasureRequest', [ErasureRequestRow, ErasureRequestResolver], {
      groups: {
        facts: [
          'id',
          'leader',
          'status',
          'ground',
          'requestedBy',
          'requesterId',
          'requester',
          'requestedOn',
          'deciderId',
          'decider',
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
    }),
    // Who looked is for whom was looked at, and for who looks after that: no manager watches another's curiosity.
    resource('PersonalRead', [PersonalReadRow, PersonalReadResolver], {
      groups: {
        facts: [
          'by',
          'inNameOf',
          'reader',
          'readerId',
          'readerName',
          'onBehalfOf',
          'roles',
          'purpose',
          'purposeName',
          'since',
          'until',
          'fields',
          'recordsSaid',
        ],
      },
      read: { leader: { self: ['facts'] }, auditor: { national: ['facts'] } },
    }),
    resource('SubjectAccessRequest', [SubjectAccessRequestRow, SubjectAccessRequestResolver], {
      groups: {
        facts: [
          'id',
          'leader',
          'status',
          'requestedBy',
          'requesterId',
          'requester',
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
    }),
  ],
  adds: [
    adds('Moment', [ErasureRequestsResolver, SubjectAccessRequestsResolver, RecordedEventsResolver], {
      facts: ['erasureRequests', 'subjectAccessRequests'],
      log: ['recordedEvents'],
    }),
    adds('Leader', [WhoLookedResolver, WhoMaySeeResolver, HoldsResolver, CorrectionsResolver], {
      facts: ['whoLooked'],
      sight: ['whoMaySeeMe'],
      holds: ['holds'],
      history: ['corrections'],
    }),
  ],
  commands: [
    permit(RequestErasure, { targets: { leaderId: 'Leader' }, may: { leader: { leaderId: 'self' }, administrator: 'national' } }),
    // That it is another person than who asked is the decision's own rule.
    permit(DecideErasure, { targets: {}, may: { administrator: 'national' } }),
    permit(RequestErasureScan, { targets: {}, may: { administrator: 'national' } }),
    permit(RequestSubjectAccess, { targets: { leaderId: 'Leader' }, may: { leader: { leaderId: 'self' }, administrator: 'national' } }),
    permit(PlaceHold, { targets: {}, may: { administrator: 'national' } }),
    permit(LiftHold, { targets: {}, may: { administrator: 'national' } }),
    permit(ExtendSubjectAccess, { targets: {}, may: { administrator: 'national' } }),
  ],
  parts: [
    'CorrectedFact',
    'CorrectedField',
    'Correction',
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
