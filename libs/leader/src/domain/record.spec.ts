import { seal } from '@app/kernel';
import { deciding, metaFor } from '@app/kernel/testing';
import { agreed, closed, erased, LEADER, nameOf, OTHER, registered, reopened, why, withdrawn } from '../testing/people.js';
import { changeEmail, ChangeEmail } from './change-email.js';
import { changeName, ChangeName } from './change-name.js';
import type { LeaderEvent } from './leader.events.js';
import { leader } from './leader.js';
import { agree, AgreeParticipation, withdrawParticipation, WithdrawParticipation } from './participation.js';
import { setLanguage, SetLanguagePreference } from './set-language-preference.js';

const early = metaFor({ effectiveOn: '2026-02-28' });
const ahead = metaFor({ effectiveOn: '2026-03-03' });

describe('changing a name', () => {
  const given = deciding(leader, changeName);
  const input = { leaderId: LEADER, legalName: 'Siôn ap Huw', knownAs: 'Siôn', sortName: 'ap Huw, Siôn' };
  const command = new ChangeName(metaFor(), input);
  const changed = (number: number): LeaderEvent => ({
    type: 'NameChanged',
    data: { leaderId: LEADER, name: nameOf(number, 'Siôn ap Huw', 'Siôn', 'ap Huw, Siôn') },
  });

  it('seals each name under a key of its own', () => {
    given(registered()).when(command).thenRecorded(changed(2));
    given(registered(), changed(2)).when(command).thenRecorded(changed(3));
  });
  it('seals the reason under the key of the name that they had, which it may tell', () =>
    given(registered())
      .when(new ChangeName(metaFor(), { ...input, reason: 'No longer Siân.' }))
      .thenRecorded({
        type: 'NameChanged',
        data: {
          leaderId: LEADER,
          name: nameOf(2, 'Siôn ap Huw', 'Siôn', 'ap Huw, Siôn'),
          reason: seal({ subject: LEADER, purpose: 'name-1' }, 'No longer Siân.'),
        },
      }));
  it('is refused before the name that they have, and ahead: a name is of now', () => {
    given(registered()).when(new ChangeName(early, input)).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(registered()).when(new ChangeName(ahead, input)).thenRefused('DAY_AHEAD');
  });
  it('is refused for nobody, for who was erased, and on a record that was merged, naming the one that goes on', () => {
    given().when(command).thenRefused('LEADER_NOT_FOUND');
    given(registered(), erased()).when(command).thenRefused('LEADER_ERASED');
    given(registered(), closed()).when(command).thenRefused('LEADER_MERGED', { survivorId: OTHER });
    given(registered(), closed(), reopened()).when(command).thenRecorded(changed(2));
  });
  it('is refused whatever else is on record of nobody, and of who was erased', () => {
    given(closed()).when(command).thenRefused('LEADER_NOT_FOUND');
    given(registered(), erased(), closed()).when(command).thenRefused('LEADER_ERASED');
  });
});

describe('changing an e-mail address', () => {
  const given = deciding(leader, changeEmail);
  const command = new ChangeEmail(metaFor(), { leaderId: LEADER, email: 'sian@example.org' });
  const changed: LeaderEvent = { type: 'EmailChanged', data: { leaderId: LEADER, email: seal({ subject: LEADER, purpose: 'contact' }, 'sian@example.org') } };

  it('seals it under the key of what they are written to at', () => given(registered()).when(command).thenRecorded(changed));
  it('records that there is none any more', () =>
    given(registered(), changed)
      .when(new ChangeEmail(metaFor(), { leaderId: LEADER }))
      .thenRecorded({ type: 'EmailChanged', data: { leaderId: LEADER } }));
  it('is refused before the address that they have, and ahead: an address is of now', () => {
    given(registered())
      .when(new ChangeEmail(early, { leaderId: LEADER }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(registered(), { ...changed, effectiveOn: '2026-03-02' })
      .when(new ChangeEmail(metaFor({ effectiveOn: '2026-03-01' }), { leaderId: LEADER }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT', { effectiveOn: '2026-03-01', enabledOn: '2026-03-02' });
    given(registered())
      .when(new ChangeEmail(ahead, { leaderId: LEADER }))
      .thenRefused('DAY_AHEAD');
  });
  it('is refused for nobody, for who was erased, and on a record that was merged', () => {
    given().when(command).thenRefused('LEADER_NOT_FOUND');
    given(registered(), erased()).when(command).thenRefused('LEADER_ERASED');
    given(registered(), closed()).when(command).thenRefused('LEADER_MERGED', { survivorId: OTHER });
  });
});

describe('recording a language preference', () => {
  const given = deciding(leader, setLanguage);
  const prefer = (language: 'en' | 'cy') => new SetLanguagePreference(metaFor(), { leaderId: LEADER, language });
  const recorded: LeaderEvent = { type: 'LanguagePreferenceRecorded', data: { leaderId: LEADER, language: 'en' } };

  it('records another one than there is', () => {
    given(registered()).when(prefer('en')).thenRecorded(recorded);
    given(registered()).when(prefer('cy')).thenNothing();
    given(registered(), recorded).when(prefer('en')).thenNothing();
  });
  it('is refused from another day on than the one that they were registered with', () =>
    given(registered())
      .when(new SetLanguagePreference(metaFor({ stated: { effectiveOn: '2026-03-02' } }), { leaderId: LEADER, language: 'cy' }))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' }));
  it('is refused for nobody, and on a record that was merged', () => {
    given().when(prefer('en')).thenRefused('LEADER_NOT_FOUND');
    given(registered(), closed()).when(prefer('en')).thenRefused('LEADER_MERGED', { survivorId: OTHER });
  });
});

describe('withdrawing participation', () => {
  const given = deciding(leader, withdrawParticipation);
  const command = new WithdrawParticipation(metaFor(), { leaderId: LEADER });

  it('is recorded once, of who agreed and of who was never asked', () => {
    given(registered()).when(command).thenRecorded(withdrawn);
    given(registered(), agreed).when(command).thenRecorded(withdrawn);
    given(registered(), withdrawn).when(command).thenNothing();
  });
  it('seals the reason, where there is one', () =>
    given(registered())
      .when(new WithdrawParticipation(metaFor(), { leaderId: LEADER, reason: 'No time.' }))
      .thenRecorded({ type: 'ParticipationWithdrawn', data: { leaderId: LEADER, reason: why('No time.') } }));
  it('is refused before what it ends, and ahead', () => {
    given(registered(), agreed)
      .when(new WithdrawParticipation(early, { leaderId: LEADER }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(registered())
      .when(new WithdrawParticipation(ahead, { leaderId: LEADER }))
      .thenRefused('DAY_AHEAD');
  });
  it('holds for a record that was merged when it is said on the one that goes on, whatever the day', () => {
    const following = new WithdrawParticipation(early, { leaderId: LEADER, survivorId: OTHER });
    given(registered(), closed())
      .when(following)
      .thenRecorded({ ...withdrawn, effectiveOn: '2026-03-01' } as LeaderEvent);
    given(registered(), withdrawn, closed()).when(following).thenNothing();
    given(registered()).when(following).thenNothing();
    given(registered(), closed()).when(command).thenRefused('LEADER_MERGED', { survivorId: OTHER });
  });
});

describe('agreeing to take part', () => {
  const given = deciding(leader, agree);
  const command = new AgreeParticipation(metaFor(), { leaderId: LEADER });

  it('is recorded once, also after a withdrawal', () => {
    given(registered()).when(command).thenRecorded(agreed);
    given(registered(), agreed).when(command).thenNothing();
    given(registered(), withdrawn).when(command).thenRecorded(agreed);
  });
  it('is refused before the withdrawal, ahead, for nobody and for who was erased', () => {
    given(registered(), withdrawn)
      .when(new AgreeParticipation(early, { leaderId: LEADER }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(registered())
      .when(new AgreeParticipation(ahead, { leaderId: LEADER }))
      .thenRefused('DAY_AHEAD');
    given().when(command).thenRefused('LEADER_NOT_FOUND');
    given(registered(), erased()).when(command).thenRefused('LEADER_ERASED');
  });
});
