import { deciding, metaFor } from '@app/kernel/testing';
import { BUNDLED } from './bundled.js';
import type { ReasonCodeEvent } from './reason-code.events.js';
import { isReasonCode, reasonCode, reasonCodeIdOf } from './reason-code.js';
import { register, RegisterReasonCode } from './register-reason-code.js';
import { rename, RenameReasonCode } from './rename-reason-code.js';
import { retire, RetireReasonCode } from './retire-reason-code.js';

const code = 'PARENTAL_BOARD';
const name = { en: 'Board', cy: 'Bwrdd' };
const other = { en: 'Panel', cy: 'Panel' };
const ref = (of = code) => ({ reasonCodeId: reasonCodeIdOf(of), code: of });
const registered: ReasonCodeEvent = { type: 'ReasonCodeRegistered', data: { ...ref(), name } };
const retired = (of = code): ReasonCodeEvent => ({ type: 'ReasonCodeRetired', data: ref(of) });
const bundled = { code: 'RELOCATION', name: { en: 'Moving away', cy: 'Symud i ffwrdd' } };

describe('registering a reason', () => {
  const given = deciding(reasonCode, register);
  const command = (input = { code, name }) => new RegisterReasonCode(metaFor(), input);
  it('records it, once', () => {
    given().when(command()).thenRecorded(registered);
    given(registered).when(command()).thenNothing();
  });
  it('is refused under a code that has another name', () => {
    given(registered)
      .when(command({ code, name: other }))
      .thenRefused('REASON_CODE_REGISTERED');
    given()
      .when(command({ ...bundled, name: other }))
      .thenRefused('REASON_CODE_REGISTERED');
  });
  it('records nothing of one that comes with the product', () => given().when(command(bundled)).thenNothing());
  it('records nothing of one that was renamed since, by its first name or its present one', () => {
    const renamed = (of: string): ReasonCodeEvent => ({ type: 'ReasonCodeRenamed', data: { ...ref(of), name: other } });
    for (const input of [
      { code, name },
      { code, name: other },
    ])
      given(registered, renamed(code)).when(command(input)).thenNothing();
    given(renamed(bundled.code)).when(command(bundled)).thenNothing();
    given(registered, renamed(code))
      .when(command({ code, name: { en: 'Neither', cy: 'Neb' } }))
      .thenRefused('REASON_CODE_REGISTERED');
  });
  it('may be done again once it was retired, and not by a list that is loaded', () => {
    given(registered, retired()).when(command()).thenRecorded(registered);
    const provenance = { pack: 'ours', version: '1.0.0', publisher: 'Us', source: 'us', licence: 'ours' };
    given(registered, retired()).when(new RegisterReasonCode(metaFor(), { code, name, provenance })).thenNothing();
    given(retired(bundled.code))
      .when(command(bundled))
      .thenRecorded({ type: 'ReasonCodeRegistered', data: { ...ref(bundled.code), name: bundled.name } });
  });
  it('is refused to a list that is loaded under a code that has another name', () => {
    const provenance = { pack: 'ours', version: '1.0.0', publisher: 'Us', source: 'us', licence: 'ours' };
    given(registered)
      .when(new RegisterReasonCode(metaFor(), { code, name: other, provenance }))
      .thenRefused('REASON_CODE_REGISTERED');
  });
  it('is refused from another day on than it has had that name, naming the day', () => {
    const meta = metaFor({ stated: { effectiveOn: '2026-03-02' } });
    const renamed: ReasonCodeEvent = { type: 'ReasonCodeRenamed', data: { ...ref(), name: other }, effectiveOn: '2026-03-05' };
    const details = { field: 'effectiveOn', recordedOn: '2026-03-05' };
    given(registered, renamed)
      .when(new RegisterReasonCode(meta, { code, name: other }))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', details);
  });
  it('is possible under a code of 48 characters', () => {
    const longest = 'A'.repeat(48);
    given()
      .when(command({ code: longest, name }))
      .thenRecorded({ type: 'ReasonCodeRegistered', data: { ...ref(longest), name } });
  });
  it.each(['', 'Sarah is ill', 'lower', 'A__B', 'A_', '_A', '1A', 'A'.repeat(49)])('is refused under %p', (text) =>
    given()
      .when(command({ code: text, name }))
      .thenRefused('REASON_CODE_MALFORMED'),
  );
});

describe('renaming a reason', () => {
  const given = deciding(reasonCode, rename);
  const command = (input = { code, name: other }) => new RenameReasonCode(metaFor(), input);
  it('records its new name, once', () => {
    const renamed: ReasonCodeEvent = { type: 'ReasonCodeRenamed', data: { ...ref(), name: other } };
    given(registered).when(command()).thenRecorded(renamed);
    given(registered, renamed).when(command()).thenNothing();
  });
  it('is refused from another day on than it was registered under that name', () => {
    const meta = metaFor({ stated: { effectiveOn: '2026-03-02' } });
    given(registered)
      .when(new RenameReasonCode(meta, { code, name }))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' });
  });
  it('is possible of one that comes with the product', () =>
    given()
      .when(command({ ...bundled, name: other }))
      .thenRecorded({ type: 'ReasonCodeRenamed', data: { ...ref(bundled.code), name: other } }));
  it('is refused of one that is not registered, or no more', () => {
    given().when(command()).thenRefused('REASON_CODE_NOT_FOUND');
    given(registered, retired()).when(command()).thenRefused('REASON_CODE_NOT_FOUND');
  });
});

describe('retiring a reason', () => {
  const given = deciding(reasonCode, retire);
  const command = (of = code) => new RetireReasonCode(metaFor(), { code: of });
  it('records it, once', () => {
    given(registered).when(command()).thenRecorded(retired());
    given(registered, retired()).when(command()).thenNothing();
  });
  it('is possible of one that comes with the product', () => given().when(command('RELOCATION')).thenRecorded(retired('RELOCATION')));
  it('is refused of one that is not registered', () => given().when(command()).thenRefused('REASON_CODE_NOT_FOUND'));
});

it('a reason has one id for ever, which follows from its code', () => expect(reasonCodeIdOf('RELOCATION')).toBe('c301cde1-6160-5f29-9ba8-36d0ea128f95'));

it('what comes with the product has the form of a code', () => expect(Object.keys(BUNDLED).filter((one) => !isReasonCode(one))).toEqual([]));
