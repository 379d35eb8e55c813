import { commandsIn, repeatable, repeatedIn } from '@app/kernel/testing';
import { close, CloseOrganisation } from './close-organisation.js';
import { link, LinkOrganisations } from './link-organisations.js';
import type { OrganisationRegistered } from './organisation.events.js';
import { type Organisation, organisation } from './organisation.js';
import { register, RegisterOrganisation } from './register-organisation.js';
import { rename, RenameOrganisation } from './rename-organisation.js';
import { reparent, ReparentOrganisation } from './reparent-organisation.js';

const BOARD = '11111111-1111-4111-8111-111111111111';
const NATION = '22222222-2222-4222-8222-222222222222';
const TEAM = '33333333-3333-4333-8333-333333333333';

const content: OrganisationRegistered['data'] = {
  ...{ organisationId: BOARD, code: 'nhs-lothian', name: { en: 'NHS Lothian' }, sector: 'NHS', nation: 'SCOTLAND', parentId: NATION },
};
const registered: OrganisationRegistered = { type: 'OrganisationRegistered', data: content };
const other: Organisation = { status: 'open', organisationId: NATION, registered: content, name: content.name, links: [], since: '2026-01-01' };
const id = { organisationId: BOARD };

const COMMANDS = [
  repeatable(RegisterOrganisation, organisation, register, {
    before: [],
    input: content,
    names: ['organisationId'],
    otherwise: { code: 'other', name: { en: 'Other' }, sector: 'NATIONAL', nation: 'WALES', parentId: TEAM },
    known: [other],
  }),
  repeatable(RenameOrganisation, organisation, rename, {
    before: [registered],
    input: { ...id, name: { en: 'Lothian' } },
    names: ['organisationId'],
    otherwise: { name: { en: 'Other' } },
  }),
  repeatable(ReparentOrganisation, organisation, reparent, {
    before: [registered],
    input: { ...id, parentId: TEAM },
    names: ['organisationId'],
    otherwise: { parentId: NATION },
    known: [[other]],
  }),
  repeatable(CloseOrganisation, organisation, close, { before: [registered], input: id, names: ['organisationId'], otherwise: {} }),
  repeatable(LinkOrganisations, organisation, link, {
    before: [registered],
    input: { ...id, linkId: TEAM, toOrganisationId: NATION, kind: 'CLUSTER' },
    // A link is known by what it links: its id is made for it.
    names: ['organisationId', 'linkId', 'toOrganisationId'],
    otherwise: { kind: 'COMMISSIONED_BY' },
    known: [other],
  }),
];

describe('an organisation’s command that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect(repeatedIn(import.meta.dirname)).toEqual(commandsIn(import.meta.dirname)));
});
