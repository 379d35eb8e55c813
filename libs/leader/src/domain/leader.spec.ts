import { seal } from '@app/kernel';
import { deciding, metaFor } from '@app/kernel/testing';
import { erase, EraseLeader } from './erase-leader.js';
import type { LeaderErased, LeaderRegistered } from './leader.events.js';
import { leader } from './leader.js';
import { register, RegisterLeader } from './register-leader.js';

const LEADER = '11111111-1111-4111-8111-111111111111';

describe('registering a leader', () => {
  const given = deciding(leader, register);
  const named = (name: string) => seal({ subject: LEADER, purpose: 'name-1' }, name);
  const command = new RegisterLeader(metaFor(), {
    leaderId: LEADER,
    legalName: 'Siân ap Huw',
    knownAs: 'Siân',
    sortName: 'ap Huw, Siân',
    email: 'sian@example.org',
    language: 'cy',
  });
  const registered: LeaderRegistered = {
    type: 'LeaderRegistered',
    data: {
      leaderId: LEADER,
      name: { legal: named('Siân ap Huw'), knownAs: named('Siân'), sort: named('ap Huw, Siân') },
      email: seal({ subject: LEADER, purpose: 'contact' }, 'sian@example.org'),
      language: 'cy',
    },
  };

  it('seals names and address under keys of their own', () => given().when(command).thenRecorded(registered));
  it('calls the person by the legal name where no other is given', () =>
    given()
      .when(new RegisterLeader(metaFor(), { leaderId: LEADER, legalName: 'Mairi Dunn', sortName: 'Dunn, Mairi', language: 'en' }))
      .thenRecorded({
        type: 'LeaderRegistered',
        data: { leaderId: LEADER, name: { legal: named('Mairi Dunn'), knownAs: named('Mairi Dunn'), sort: named('Dunn, Mairi') }, language: 'en' },
      }));
  it('is refused under an id that is taken', () => given(registered).when(command).thenRefused('LEADER_ALREADY_REGISTERED'));
});

describe('erasing a leader', () => {
  const given = deciding(leader, erase);
  const input = { leaderId: LEADER, erasureId: '22222222-2222-4222-8222-222222222222', certificateHash: '00' };
  const registered: LeaderRegistered = {
    type: 'LeaderRegistered',
    data: {
      leaderId: LEADER,
      name: {
        legal: seal({ subject: LEADER, purpose: 'name-1' }, 'Siân'),
        knownAs: seal({ subject: LEADER, purpose: 'name-1' }, 'Siân'),
        sort: seal({ subject: LEADER, purpose: 'name-1' }, 'Siân'),
      },
      language: 'cy',
    },
  };
  const erased: LeaderErased = { type: 'LeaderErased', data: input };
  const command = new EraseLeader(metaFor(), input);

  it('records by which erasure, once', () => {
    given(registered).when(command).thenRecorded(erased);
    given(registered, erased).when(command).thenNothing();
  });
  it('is refused for nobody', () => given().when(command).thenRefused('LEADER_NOT_FOUND'));
});
