import { commandsIn, repeatable, repeatedIn } from '@app/kernel/testing';
import { decide, DecideErasure } from './decide-erasure.js';
import { erasure, erasureIdOf } from './erasure.js';
import { extendSubjectAccess, ExtendSubjectAccess } from './extend-subject-access.js';
import { hold, liftHold, LiftHold, placeHold, PlaceHold } from './hold.js';
import { request, RequestErasure } from './request-erasure.js';
import { requestSubjectAccess, RequestSubjectAccess } from './request-subject-access.js';
import { subjectAccess } from './subject-access.js';

const LEADER = '11111111-1111-4111-8111-111111111111';
const ID = '22222222-2222-4222-8222-222222222222';
const nobody: ReadonlySet<string> = new Set();
const of = ['leaderId'] as ['leaderId'];
const erasureId = erasureIdOf(LEADER);

const COMMANDS = [
  repeatable(PlaceHold, hold, placeHold, {
    before: [],
    input: { leaderId: LEADER, reason: 'AUDIT' },
    names: of,
    otherwise: { reason: 'INQUIRY' },
    known: [{ leader: { status: 'registered' }, erasing: 'none', self: nobody }],
  }),
  repeatable(LiftHold, hold, liftHold, {
    before: [{ type: 'HoldPlaced', data: { leaderId: LEADER, reason: 'AUDIT' } }],
    input: { leaderId: LEADER },
    names: of,
    otherwise: {},
    known: [nobody],
  }),
  repeatable(RequestSubjectAccess, subjectAccess, requestSubjectAccess, {
    before: [],
    input: { requestId: ID, leaderId: LEADER, receivedOn: '2026-03-01' },
    names: ['requestId'],
    otherwise: { leaderId: ID, receivedOn: '2026-03-02' },
    known: [{ status: 'registered' }],
  }),
  repeatable(RequestErasure, erasure, request, {
    before: [],
    input: { leaderId: LEADER, ground: 'OBJECTION' },
    names: of,
    otherwise: { ground: 'LEGAL_OBLIGATION' },
    known: [{ status: 'registered' }],
  }),
  repeatable(DecideErasure, erasure, decide, {
    before: [{ type: 'ErasureRequested', data: { erasureId, leaderId: LEADER, requesterId: ID, requestedBy: 'ADMINISTRATOR', ground: 'OBJECTION' } }],
    input: { erasureId, approved: false, reason: 'LEGAL_CLAIMS', responsibilitiesKnown: true },
    names: ['erasureId'],
    otherwise: { approved: true, reason: 'PUBLIC_TASK', responsibilitiesKnown: false },
    known: [{ self: nobody, held: [], hold: { status: 'none' } }],
    indirect: ['responsibilitiesKnown'],
  }),
  repeatable(ExtendSubjectAccess, subjectAccess, extendSubjectAccess, {
    before: [
      {
        type: 'SubjectAccessRequested',
        data: { requestId: ID, leaderId: LEADER, requesterId: LEADER, requestedBy: 'LEADER', receivedOn: '2026-02-20', dueOn: '2026-03-20' },
      },
    ],
    input: { requestId: ID, reason: 'COMPLEX', toldOn: '2026-03-01', dueOn: '2026-04-01' },
    names: ['requestId'],
    otherwise: { reason: 'NUMEROUS', toldOn: '2026-02-28', dueOn: '2026-04-02' },
    known: [nobody],
  }),
];

/** They say nothing but which request it is. */
const NEVER_REPEATED = ['AnswerSubjectAccess', 'RequestErasureScan'];

/** Sent by the installation itself, which says nothing of its own: what they carry on is decided elsewhere. */
const CARRIED = ['ApplyRetention', 'BeginErasure', 'CertifyErasure', 'CompleteErasure', 'DestroyKeys', 'OrderRetention', 'RecordReads'];

describe('a command about somebody’s rights that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect([...repeatedIn(import.meta.dirname), ...NEVER_REPEATED, ...CARRIED].sort()).toEqual(commandsIn(import.meta.dirname)));
});
