import { idsOf, seal } from '@app/kernel';
import { deciding, metaFor } from '@app/kernel/testing';
import { checkDimensions, LISTED } from './dimensions.js';
import type { FiguresPublished, FigureScope, UnmaskedFiguresGranted } from './figures.events.js';
import { type Leave, leave, publication } from './figures.js';
import { publicationIdOf, PublishFigures, publishFigures, type Tabulated } from './publish-figures.js';
import { GrantUnmaskedFigures, grantUnmasked, readingIdOf, ReadUnmaskedFigures, readUnmasked } from './unmasked-figures.js';

const [GRANT, BOARD, ADMINISTRATOR] = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
] as const;
const by = (id: string, onBehalfOf?: string) => metaFor({ actor: { kind: 'person', id, role: 'board-member', ...(onBehalfOf && { onBehalfOf }) } });

describe('publishing figures', () => {
  const tabulated: Tabulated = { countedAt: '7', masked: 9, roundTo: 5, characteristics: [], figures: [{ applied: 30 }], categoryFigures: [] };
  const given = (last?: string) => deciding(publication, publishFigures, { ...tabulated, ...(last !== undefined && { last }) });
  const command = new PublishFigures(metaFor(), {});
  const published: FiguresPublished = { type: 'FiguresPublished', data: { publicationId: publicationIdOf('2026-03-02'), ...tabulated } };

  it('records what was counted, masked', () => given()().when(command).thenRecorded(published));
  it('is refused within 28 days of the last', () => {
    given('2026-02-03')().when(command).thenRefused('FIGURES_TOO_SOON', { last: '2026-02-03', next: '2026-03-03', days: 28 });
    given('2026-02-02')().when(command).thenRecorded(published);
  });
  it('is known by its month, for ever', () => {
    expect(publicationIdOf('2026-03-02')).toBe('9b82a074-269d-5ff0-8560-f700e9b6c3f9');
    expect(publicationIdOf('2026-03-31')).toBe(publicationIdOf('2026-03-01'));
    expect(publicationIdOf('2026-04-01')).not.toBe(publicationIdOf('2026-03-31'));
  });
  it('happens once in a month, whoever is quicker', () => given()(published).when(command).thenRefused('FIGURES_TOO_SOON'));
});

describe('figures unmasked', () => {
  const granted: UnmaskedFiguresGranted = {
    type: 'UnmaskedFiguresGranted',
    data: {
      grantId: GRANT,
      granteeId: BOARD,
      granterId: ADMINISTRATOR,
      until: '2026-03-02T12:00:00.000Z',
      reason: seal({ subject: BOARD, purpose: 'figures' }, 'Closed session.'),
    },
  };
  const selfOf = ({ meta }: GrantUnmaskedFigures | ReadUnmaskedFigures, linked: readonly string[]) => new Set([...idsOf(meta.actor), ...linked]);
  const grantingAs = (...linked: string[]) =>
    deciding(leave, (command: GrantUnmaskedFigures, state: Leave) => grantUnmasked(command, state, selfOf(command, linked)));
  const granting = grantingAs();
  const grant = (id: string, hours = 3, onBehalfOf?: string) =>
    new GrantUnmaskedFigures(by(id, onBehalfOf), { grantId: GRANT, granteeId: BOARD, hours, reason: 'Closed session.' });
  const readable = { countedAt: '9', characteristics: ['sex', 'background'] };
  const readingAs = (...linked: string[]) =>
    deciding(leave, (command: ReadUnmaskedFigures, state: Leave) => readUnmasked(command, state, readable, selfOf(command, linked)));
  const reading = readingAs();
  const read = (meta = by(BOARD), scope: FigureScope & { characteristic?: string } = {}) => new ReadUnmaskedFigures(meta, { grantId: GRANT, ...scope });

  it('are allowed by somebody else, for some hours, for a reason', () => granting().when(grant(ADMINISTRATOR)).thenRecorded(granted));
  it('are allowed to nobody by themselves, also through a deputy', () => {
    granting().when(grant(BOARD)).thenRefused('UNMASKED_NEEDS_SECOND_PERSON');
    granting()
      .when(grant(ADMINISTRATOR, 3, BOARD))
      .thenRefused('UNMASKED_NEEDS_SECOND_PERSON');
  });
  it('are allowed to nobody by whoever could be the same person, nor by a service account', () => {
    grantingAs(BOARD)().when(grant(ADMINISTRATOR)).thenRefused('UNMASKED_NEEDS_SECOND_PERSON');
    granting()
      .when(
        new GrantUnmaskedFigures(metaFor({ actor: { kind: 'service', id: ADMINISTRATOR, role: 'administrator' } }), {
          ...grant(ADMINISTRATOR).input,
        }),
      )
      .thenRefused('NEEDS_A_PERSON');
  });
  it('are not read by whoever turns out since to be who allowed it', () =>
    readingAs(ADMINISTRATOR)(granted).when(read()).thenRefused('UNMASKED_NEEDS_SECOND_PERSON'));
  it('are not read by a service account: whoever allowed it might stand behind it', () =>
    reading(granted)
      .when(read(metaFor({ actor: { kind: 'service', id: BOARD, role: 'board-member' } })))
      .thenRefused('NEEDS_A_PERSON'));
  it.each([
    [1, '2026-03-02T10:00:00.000Z'],
    [48, '2026-03-04T09:00:00.000Z'],
  ])('are allowed for %d hours from now on', (hours, until) =>
    granting()
      .when(grant(ADMINISTRATOR, hours))
      .thenRecorded({ ...granted, data: { ...granted.data, until } }),
  );
  it('are allowed for one session at most', () => {
    granting().when(grant(ADMINISTRATOR, 1.5)).thenRefused('UNMASKED_TOO_LONG', { most: 48 });
    granting().when(grant(ADMINISTRATOR, 49)).thenRefused('UNMASKED_TOO_LONG', { most: 48 });
    granting().when(grant(ADMINISTRATOR, 0)).thenRefused('UNMASKED_TOO_LONG');
  });
  it('are allowed once under an id', () => granting(granted).when(grant(ADMINISTRATOR)).thenRefused('UNMASKED_ALREADY_GRANTED'));

  it('each look is on record, with what was looked at', () =>
    reading(granted)
      .when(read(by(BOARD), { nation: 'WALES' }))
      .thenRecorded({
        type: 'UnmaskedFiguresRead',
        data: {
          nation: 'WALES',
          grantId: GRANT,
          readingId: readingIdOf(metaFor().commandId),
          readerId: BOARD,
          countedAt: '9',
          until: '2026-03-02T12:00:00.000Z',
        },
      }));
  it('are divided by what there is alone: what was looked at goes on record', () =>
    reading(granted)
      .when(read(by(BOARD), { characteristic: 'sarah-evans' }))
      .thenRefused('FIGURES_CHARACTERISTIC', { characteristic: 'sarah-evans', characteristics: 'sex, background' }));
  it('are for whom they were allowed to, and nobody in their name', () => {
    reading(granted)
      .when(read(by(ADMINISTRATOR)))
      .thenRefused('UNMASKED_NOT_GRANTED');
    reading(granted)
      .when(read(by(BOARD, ADMINISTRATOR)))
      .thenRefused('UNMASKED_NOT_GRANTED');
    reading().when(read()).thenRefused('UNMASKED_NOT_GRANTED');
  });
  it('are not read once the time is over', () =>
    reading(granted)
      .when(read({ ...by(BOARD), now: '2026-03-02T12:00:00.000Z' }))
      .thenRefused('UNMASKED_ENDED', { until: '2026-03-02T12:00:00.000Z' }));
});

describe('dimensions', () => {
  it('that are listed are answered together, and no others', () => {
    const whole = { nation: 'WALES', organisationId: 'o', programmeId: 'p' } as const;
    const names = Object.keys(whole) as (keyof typeof whole)[];
    for (let chosen = 0; chosen < 2 ** names.length; chosen++) {
      const given = names.filter((_name, index) => chosen & (1 << index));
      const scope = Object.fromEntries(given.map((name) => [name, whole[name]])) as FigureScope;
      const isListed = LISTED.some((listed) => listed.length === given.length && listed.every((name) => given.includes(name)));
      if (isListed) expect(() => checkDimensions(scope)).not.toThrow();
      else expect(() => checkDimensions(scope)).toThrow('FIGURES_DIMENSIONS');
    }
  });
});
