import { deciding, metaFor } from '@app/kernel/testing';
import type { ProgrammeEvent, ProgrammePublished } from './programme.events.js';
import { programme } from './programme.js';
import { programmeIdOf } from './programme-id.js';
import { publish, PublishProgramme } from './publish-programme.js';
import { revise, ReviseProgramme } from './revise-programme.js';

const content = {
  programmeId: '11111111-1111-4111-8111-111111111111',
  code: 'leading-for-the-future',
  name: { en: 'Leading for the Future' },
  nation: 'SCOTLAND',
  level: 'SENIOR',
  provider: 'NHS Education for Scotland',
  hours: { attendanceMinutes: 55 * 60, reflectionMinutes: 20 * 60 },
  cohortSize: 24,
} as const;
const provenance = { pack: 'programmes', version: '1', publisher: 'p', source: 's', licence: 'l' };
const published: ProgrammePublished = { type: 'ProgrammePublished', data: { ...content, provenance } };
const revised: ProgrammeEvent = { type: 'ProgrammeRevised', data: { ...content, cohortSize: 48 } };

describe('publishing a programme', () => {
  const given = deciding(programme, publish);
  const saying = (other: object) => new PublishProgramme(metaFor(), { ...content, provenance, ...other });

  it('records it', () => given().when(saying({})).thenRecorded(published));
  it('records nothing the second time, whichever edition it was read from', () => {
    given(published)
      .when(saying({ provenance: { ...provenance, version: '2' } }))
      .thenNothing();
    given(published, revised).when(saying({})).thenNothing();
  });
  it('is refused under an id that is taken', () =>
    given(published)
      .when(saying({ cohortSize: 12 }))
      .thenRefused('PROGRAMME_ALREADY_PUBLISHED'));
  it.each([
    [{ cohortSize: 0 }, 'COHORT_SIZE_OUT_OF_RANGE', { cohortSize: 0, least: 1, most: 500 }],
    [{ cohortSize: 501 }, 'COHORT_SIZE_OUT_OF_RANGE', { cohortSize: 501, least: 1, most: 500 }],
    [{ months: 0 }, 'MONTHS_OUT_OF_RANGE', { months: 0, most: 120 }],
    [{ months: 1.5 }, 'MONTHS_OUT_OF_RANGE', { months: 1.5, most: 120 }],
    [{ months: 121 }, 'MONTHS_OUT_OF_RANGE', { months: 121, most: 120 }],
    [{ hours: { attendanceMinutes: -1, reflectionMinutes: 0 } }, 'HOURS_OUT_OF_RANGE', {}],
    [{ hours: { attendanceMinutes: 0, reflectionMinutes: 600_001 } }, 'HOURS_OUT_OF_RANGE', {}],
  ])('is refused with %j', (other, code, details) => given().when(saying(other)).thenRefused(code, details));
  it.each([
    { cohortSize: 1, months: 1, hours: { attendanceMinutes: 0, reflectionMinutes: 0 } },
    { cohortSize: 500, months: 120, hours: { attendanceMinutes: 600_000, reflectionMinutes: 600_000 } },
  ])('is possible with %j', (other) =>
    given()
      .when(saying(other))
      .thenRecorded({ ...published, data: { ...published.data, ...other } }),
  );
  it('needs neither months, nor hours, nor a size', () => {
    const { hours: _hours, cohortSize: _size, ...least } = content;
    given().when(new PublishProgramme(metaFor(), least)).thenRecorded({ type: 'ProgrammePublished', data: least });
  });
});

describe('revising a programme', () => {
  const given = deciding(programme, revise);
  const command = new ReviseProgramme(metaFor(), { ...content, cohortSize: 48 });

  it('records the new particulars', () => given(published).when(command).thenRecorded(revised));
  it('records nothing where they are so', () => given(published, revised).when(command).thenNothing());
  it('is refused from another day on than they have been so', () => {
    const stated = metaFor({ stated: { effectiveOn: '2026-03-02' } });
    given({ ...published, data: content })
      .when(new ReviseProgramme(stated, content))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' });
    given(published, { ...revised, effectiveOn: '2026-03-05' })
      .when(new ReviseProgramme(stated, command.input))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-05' });
  });
  it('says the same whichever edition it was read from', () => given(published).when(new ReviseProgramme(metaFor(), content)).thenNothing());
  it('never changes the code', () =>
    given(published)
      .when(new ReviseProgramme(metaFor(), { ...content, code: 'other' }))
      .thenRefused('PROGRAMME_CODE_FIXED', { code: content.code }));
  it('is refused with what is not possible', () =>
    given(published)
      .when(new ReviseProgramme(metaFor(), { ...content, cohortSize: 0 }))
      .thenRefused('COHORT_SIZE_OUT_OF_RANGE'));
  it('is refused where nothing is published', () => {
    given().when(command).thenRefused('PROGRAMME_NOT_FOUND');
    given(revised).when(command).thenRefused('PROGRAMME_NOT_FOUND');
  });
  it('is refused before it was published', () =>
    given(published)
      .when(new ReviseProgramme(metaFor({ effectiveOn: '2026-02-28' }), content))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});

describe('the id of a programme', () => {
  it('follows from its code for ever', () => expect(programmeIdOf('leading-for-the-future')).toBe('b15075f3-c26a-5424-a064-44a16f469f9b'));
});
