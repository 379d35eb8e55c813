import { deciding, metaFor, recorded } from '@app/kernel/testing';
import { close, CloseOrganisation } from './close-organisation.js';
import { link, LinkOrganisations } from './link-organisations.js';
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
  it('is refused where nothing is registered', () =>
    given()
      .when(to({ en: 'X' }))
      .thenRefused('ORGANISATION_NOT_FOUND'));
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
  it('is refused to an unknown organisation', () =>
    deciding(organisation, link, unknown)(registered).when(command).thenRefused('LINKED_ORGANISATION_NOT_FOUND'));
});
