import { deciding, metaFor } from '@app/kernel/testing';
import type { ProgrammeEvent, ProgrammePublished } from './programme.events.js';
import { programme } from './programme.js';
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
    [{ cohortSize: 0 }, 'COHORT_SIZE_OUT_OF_RANGE'],
    [{ cohortSize: 501 }, 'COHORT_SIZE_OUT_OF_RANGE'],
    [{ months: 0 }, 'MONTHS_OUT_OF_RANGE'],
    [{ months: 1.5 }, 'MONTHS_OUT_OF_RANGE'],
    [{ hours: { attendanceMinutes: -1, reflectionMinutes: 0 } }, 'HOURS_OUT_OF_RANGE'],
  ])('is refused with %j', (other, code) => given().when(saying(other)).thenRefused(code));
});

describe('revising a programme', () => {
  const given = deciding(programme, revise);
  const command = new ReviseProgramme(metaFor(), { ...content, cohortSize: 48 });

  it('records the new particulars', () => given(published).when(command).thenRecorded(revised));
  it('records nothing where they are so', () => given(published, revised).when(command).thenNothing());
  it('is refused where nothing is published', () => given().when(command).thenRefused('PROGRAMME_NOT_FOUND'));
  it('is refused before it was published', () =>
    given(published)
      .when(new ReviseProgramme(metaFor({ effectiveOn: '2026-02-28' }), content))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});
