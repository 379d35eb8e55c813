import { deciding, metaFor, recorded } from '@app/kernel/testing';
import { close, CloseOrganisation } from './close-organisation.js';
import { knownOrganisation } from './known-organisation.js';
import { link, LinkOrganisations } from './link-organisations.js';
import { organisationIdOf } from './organisation-id.js';
import type { OrganisationEvent, OrganisationRegistered } from './organisation.events.js';
import { type Organisation, organisation } from './organisation.js';
import { register, RegisterOrganisation } from './register-organisation.js';
import { rename, RenameOrganisation } from './rename-organisation.js';
import { reparent, ReparentOrganisation } from './reparent-organisation.js';

const BOARD = '11111111-1111-4111-8111-111111111111';
const NATION = '22222222-2222-4222-8222-222222222222';
const TEAM = '33333333-3333-4333-8333-333333333333';

const content = { organisationId: BOARD, code: 'nhs-lothian', name: { en: 'NHS Lothian' }, sector: 'NHS', nation: 'SCOTLAND' } as const;
const registeredAs = (organisationId: string, parentId?: string): OrganisationRegistered => ({
  type: 'OrganisationRegistered',
  data: { ...content, organisationId, ...(parentId && { parentId }) },
});
const registered = registeredAs(BOARD);
const closed: OrganisationEvent = { type: 'OrganisationClosed', data: { organisationId: BOARD } };
const stateAfter = (...events: OrganisationEvent[]): Organisation =>
  recorded(events).reduce((state, event) => organisation.evolve(state, event), organisation.initialState);
const unknown: Organisation = { status: 'none' };
const nation = stateAfter(registeredAs(NATION));
/** A command that states the day from which it holds. */
const stated = metaFor({ stated: { effectiveOn: '2026-03-02' } });

describe('registering an organisation', () => {
  const given = deciding(organisation, register, undefined);
  const command = new RegisterOrganisation(metaFor(), { ...content, parentId: undefined });
  const below = (parentId: string) => new RegisterOrganisation(metaFor(), { ...content, parentId });

  it('records it', () => given().when(command).thenRecorded(registered));
  it('records nothing the second time, whichever edition it was read from', () => {
    const provenance = { pack: 'bodies', version: '2', publisher: 'p', source: 's', licence: 'l' };
    given(registered)
      .when(new RegisterOrganisation(metaFor(), { ...content, provenance }))
      .thenNothing();
    given(registered, closed).when(command).thenNothing();
  });
  it('is refused under an id that is taken', () =>
    given(registered)
      .when(new RegisterOrganisation(metaFor(), { ...content, code: 'other' }))
      .thenRefused('ORGANISATION_ALREADY_REGISTERED'));
  it('is refused under a code that another nation’s has', () =>
    given(registered)
      .when(new RegisterOrganisation(metaFor(), { ...content, nation: 'WALES' }))
      .thenRefused('ORGANISATION_CODE_ELSEWHERE'));
  it('is refused below itself', () => given().when(below(BOARD)).thenRefused('ORGANISATION_CYCLE'));
  it('stands below an open parent alone', () => {
    deciding(organisation, register, nation)().when(below(NATION)).thenRecorded(registeredAs(BOARD, NATION));
    deciding(organisation, register, unknown)().when(below(NATION)).thenRefused('PARENT_NOT_FOUND');
    deciding(organisation, register, stateAfter(registeredAs(NATION), closed))()
      .when(below(NATION))
      .thenRefused('PARENT_CLOSED');
  });
  it('is refused before its parent is there', () =>
    deciding(organisation, register, nation)()
      .when(new RegisterOrganisation(metaFor({ effectiveOn: '2020-01-01' }), { ...content, parentId: NATION }))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT', { effectiveOn: '2020-01-01', enabledOn: '2026-03-01' }));
});

describe('renaming an organisation', () => {
  const given = deciding(organisation, rename);
  const to = (name: { en: string; cy?: string }, meta = metaFor()) => new RenameOrganisation(meta, { organisationId: BOARD, name });
  const renamed: OrganisationEvent = { type: 'OrganisationRenamed', data: { organisationId: BOARD, name: { en: 'Lothian', cy: 'Lothian' } } };

  it('records the new name', () =>
    given(registered)
      .when(to({ en: 'Lothian', cy: 'Lothian' }))
      .thenRecorded(renamed));
  it('records nothing where that is its name', () =>
    given(registered, renamed)
      .when(to({ en: 'Lothian', cy: 'Lothian' }))
      .thenNothing());
  it('is refused from another day on than it has had that name', () =>
    given(registered).when(to(content.name, stated)).thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' }));
  it('is refused where nothing is registered, whatever else is on record', () => {
    given()
      .when(to({ en: 'X' }))
      .thenRefused('ORGANISATION_NOT_FOUND');
    given(closed)
      .when(to({ en: 'X' }))
      .thenRefused('ORGANISATION_NOT_FOUND');
  });
  it('is refused once closed', () =>
    given(registered, closed)
      .when(to({ en: 'X' }))
      .thenRefused('ORGANISATION_CLOSED'));
  it('is refused before it was registered', () =>
    given(registered)
      .when(to({ en: 'X' }, metaFor({ effectiveOn: '2026-02-28' })))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});

describe('reparenting an organisation', () => {
  const below = (parentId?: string) => new ReparentOrganisation(metaFor(), { organisationId: BOARD, parentId });
  const reparented: OrganisationEvent = { type: 'OrganisationReparented', data: { organisationId: BOARD, parentId: NATION } };

  it('records the new parent', () => deciding(organisation, reparent, [nation])(registered).when(below(NATION)).thenRecorded(reparented));
  it('makes it a root where no parent is named', () =>
    deciding(
      organisation,
      reparent,
      [],
    )(registered, reparented)
      .when(below())
      .thenRecorded({ type: 'OrganisationReparented', data: { organisationId: BOARD } }));
  it('records nothing where that is its parent', () => deciding(organisation, reparent, [nation])(registered, reparented).when(below(NATION)).thenNothing());
  it('is refused from another day on than it was registered below that parent', () =>
    deciding(organisation, reparent, [nation])(registeredAs(BOARD, NATION))
      .when(new ReparentOrganisation(stated, { organisationId: BOARD, parentId: NATION }))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' }));
  it('is refused below an unknown parent', () => deciding(organisation, reparent, [unknown])(registered).when(below(NATION)).thenRefused('PARENT_NOT_FOUND'));
  it('is refused below what stands below it', () =>
    deciding(organisation, reparent, [stateAfter(registeredAs(TEAM, BOARD)), stateAfter(registered)])(registered)
      .when(below(TEAM))
      .thenRefused('ORGANISATION_CYCLE'));
  it('is refused below itself', () =>
    deciding(organisation, reparent, [stateAfter(registered)])(registered)
      .when(below(BOARD))
      .thenRefused('ORGANISATION_CYCLE'));
  it('is refused too far down', () =>
    deciding(organisation, reparent, Array(20).fill(nation))(registered).when(below(NATION)).thenRefused('ORGANISATION_TREE_TOO_DEEP', { most: 20 }));
});

describe('closing an organisation', () => {
  const given = deciding(organisation, close);
  const command = new CloseOrganisation(metaFor(), { organisationId: BOARD });

  it('records it once', () => {
    given(registered).when(command).thenRecorded(closed);
    given(registered, closed).when(command).thenNothing();
  });
  it('is refused where nothing is registered', () => given().when(command).thenRefused('ORGANISATION_NOT_FOUND'));
});

describe('linking organisations', () => {
  const given = deciding(organisation, link, nation);
  const input = { linkId: TEAM, organisationId: BOARD, toOrganisationId: NATION, kind: 'PARTNERSHIP_BOARD' } as const;
  const command = new LinkOrganisations(metaFor(), input);
  const linked: OrganisationEvent = { type: 'OrganisationsLinked', data: input };

  it('records the link', () => given(registered).when(command).thenRecorded(linked));
  it('records the same link once, under whichever id', () => {
    given(registered, linked).when(command).thenNothing();
    given(registered, linked)
      .when(new LinkOrganisations(metaFor(), { ...input, linkId: NATION }))
      .thenNothing();
  });
  it('is refused under an id that is taken', () =>
    given(registered, linked)
      .when(new LinkOrganisations(metaFor(), { ...input, kind: 'CLUSTER' }))
      .thenRefused('LINK_ID_TAKEN'));
  it('is refused to itself', () =>
    given(registered)
      .when(new LinkOrganisations(metaFor(), { ...input, toOrganisationId: BOARD }))
      .thenRefused('LINK_TO_ITSELF'));
  it('records one of another kind, and one to another organisation', () => {
    for (const another of [
      { ...input, linkId: NATION, kind: 'CLUSTER' },
      { ...input, linkId: NATION, toOrganisationId: TEAM },
    ] as const)
      given(registered, linked).when(new LinkOrganisations(metaFor(), another)).thenRecorded({ type: 'OrganisationsLinked', data: another });
  });
  it('is refused from another day on than that very link was recorded', () => {
    const later: OrganisationEvent = { type: 'OrganisationsLinked', data: { ...input, linkId: NATION, kind: 'CLUSTER' }, effectiveOn: '2026-03-02' };
    given(registered, linked, later)
      .when(new LinkOrganisations(stated, input))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' });
  });
  it('is refused to an organisation that is unknown or closed', () => {
    deciding(organisation, link, unknown)(registered).when(command).thenRefused('LINKED_ORGANISATION_NOT_FOUND');
    deciding(
      organisation,
      link,
      stateAfter(registeredAs(NATION), closed),
    )(registered)
      .when(command)
      .thenRefused('LINKED_ORGANISATION_CLOSED');
  });
});

describe('what others know of an organisation', () => {
  const known = (...events: OrganisationEvent[]) =>
    recorded(events).reduce((state, event) => knownOrganisation.evolve(state, event), knownOrganisation.initialState);
  const renamed: OrganisationEvent = { type: 'OrganisationRenamed', data: { organisationId: BOARD, name: { en: 'Lothian' } } };
  const reparented: OrganisationEvent = { type: 'OrganisationReparented', data: { organisationId: BOARD, parentId: NATION } };
  const linked: OrganisationEvent = {
    type: 'OrganisationsLinked',
    data: { linkId: TEAM, organisationId: BOARD, toOrganisationId: NATION, kind: 'CLUSTER' },
  };

  it.each<readonly [what: string, events: OrganisationEvent[], state: object]>([
    ['is nothing of what is not registered', [closed, renamed], { status: 'none' }],
    ['begins with registration', [registered], { status: 'open', since: '2026-03-01' }],
    ['is no name, no parent and no link', [registered, renamed, reparented, linked], { status: 'open', since: '2026-03-01' }],
    ['says that it is closed', [registered, closed], { status: 'closed', since: '2026-03-01' }],
  ])('%s', (_what, events, state) => expect(known(...events)).toEqual(state));
});

describe('the id of an organisation', () => {
  it('follows from its code for ever, and from its nation where the code is taken', () => {
    expect(organisationIdOf('nhs-lothian')).toBe('297a6f00-842b-534b-8007-e66f67f78558');
    expect(organisationIdOf('nhs-lothian', 'SCOTLAND')).toBe('6eb5ec15-b4d3-5355-96f8-9ccc7636698f');
  });
});
