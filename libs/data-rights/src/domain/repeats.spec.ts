import { commandsIn, repeatable } from '@app/kernel/testing';
import { hold, liftHold, LiftHold, placeHold, PlaceHold } from './hold.js';
import { requestSubjectAccess, RequestSubjectAccess } from './request-subject-access.js';
import { subjectAccess } from './subject-access.js';

const LEADER = '11111111-1111-4111-8111-111111111111';
const ID = '22222222-2222-4222-8222-222222222222';
const nobody: ReadonlySet<string> = new Set();
const of = ['leaderId'] as ['leaderId'];

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
];

/** What they say is recorded each time, or refused each time after the first, whatever it is. */
const NEVER_REPEATED = ['AnswerSubjectAccess', 'DecideErasure', 'ExtendSubjectAccess', 'RequestErasure', 'RequestErasureScan'];

/** Sent by the installation itself, which says nothing of its own: what they carry on is decided elsewhere. */
const CARRIED = ['ApplyRetention', 'BeginErasure', 'CertifyErasure', 'CompleteErasure', 'DestroyKeys', 'OrderRetention', 'RecordReads'];

describe('a command about somebody’s rights that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () =>
    expect([...COMMANDS.map(({ command }) => command), ...NEVER_REPEATED, ...CARRIED].sort()).toEqual(commandsIn(import.meta.dirname)));
});
