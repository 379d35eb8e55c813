import { type CommandMeta, notBefore, refusals } from '@app/kernel';
import type { OpenOrganisation, Organisation } from './organisation.js';

export const refuse = refusals({
  ORGANISATION_NOT_FOUND: {
    en: 'No organisation is registered under this id. Check the id, or register the organisation first.',
    cy: 'Nid oes sefydliad wedi’i gofrestru o dan yr ID hwn. Gwiriwch yr ID, neu cofrestrwch y sefydliad yn gyntaf.',
    field: 'organisationId',
  },
  ORGANISATION_ALREADY_REGISTERED: {
    en: 'An organisation of this nation is registered with this code, and otherwise than here. Rename or reparent that one, or choose another code.',
    cy: 'Mae sefydliad o’r genedl hon wedi’i gofrestru â’r cod hwn, ac yn wahanol i’r hyn sydd yma. Newidiwch enw neu riant hwnnw, neu dewiswch god arall.',
    field: 'code',
  },
  ORGANISATION_CODE_ELSEWHERE: {
    en: 'An organisation of another nation has just been registered with this code. Send it again, or choose another code.',
    cy: 'Mae sefydliad o genedl arall newydd gael ei gofrestru â’r cod hwn. Anfonwch ef eto, neu dewiswch god arall.',
    field: 'code',
  },
  ORGANISATION_CLOSED: {
    en: 'This organisation is closed, so nothing about it can change. Choose an open one.',
    cy: 'Mae’r sefydliad hwn wedi cau, felly ni all dim amdano newid. Dewiswch un sydd ar agor.',
    field: 'organisationId',
  },
  PARENT_NOT_FOUND: {
    en: 'No organisation is registered under the parent’s id. Check the id, or register the parent first.',
    cy: 'Nid oes sefydliad wedi’i gofrestru o dan ID y rhiant. Gwiriwch yr ID, neu cofrestrwch y rhiant yn gyntaf.',
    field: 'parentId',
  },
  PARENT_CLOSED: {
    en: 'The parent is closed, so nothing can be accountable to it. Choose an open organisation.',
    cy: 'Mae’r rhiant wedi cau, felly ni all dim fod yn atebol iddo. Dewiswch sefydliad sydd ar agor.',
    field: 'parentId',
  },
  ORGANISATION_CYCLE: {
    en: 'The parent is this organisation itself or is accountable to it, which would make a circle. Choose a parent outside it.',
    cy: 'Y sefydliad hwn ei hun yw’r rhiant, neu mae’r rhiant yn atebol iddo, a fyddai’n creu cylch. Dewiswch riant y tu allan iddo.',
    field: 'parentId',
  },
  ORGANISATION_TREE_TOO_DEEP: {
    en: 'The parent already stands {most} levels deep, which is the most. Choose one higher up.',
    cy: 'Mae’r rhiant eisoes {most} lefel i lawr, sef y mwyaf a ganiateir. Dewiswch un yn uwch i fyny.',
    field: 'parentId',
  },
  LINK_TO_ITSELF: {
    en: 'An organisation cannot be linked to itself. Choose another organisation.',
    cy: 'Ni ellir cysylltu sefydliad ag ef ei hun. Dewiswch sefydliad arall.',
    field: 'toOrganisationId',
  },
  LINKED_ORGANISATION_NOT_FOUND: {
    en: 'No organisation is registered under the linked id. Check the id, or register the organisation first.',
    cy: 'Nid oes sefydliad wedi’i gofrestru o dan yr ID cysylltiedig. Gwiriwch yr ID, neu cofrestrwch y sefydliad yn gyntaf.',
    field: 'toOrganisationId',
  },
  LINKED_ORGANISATION_CLOSED: {
    en: 'The linked organisation is closed, so nothing can be linked to it. Choose one that is open.',
    cy: 'Mae’r sefydliad cysylltiedig wedi cau, felly ni ellir cysylltu dim ag ef. Dewiswch un sydd ar agor.',
    field: 'toOrganisationId',
  },
  LINK_ID_TAKEN: {
    en: 'Another link is recorded under this id. Choose a new id for this one.',
    cy: 'Mae cyswllt arall wedi’i gofnodi o dan yr ID hwn. Dewiswch ID newydd ar gyfer hwn.',
    field: 'linkId',
  },
});

/** The organisation as it stands, where it is open and was so on the day of the new fact. */
export function openOrganisation(state: Organisation, meta: CommandMeta): OpenOrganisation {
  if (state.status === 'none') throw refuse('ORGANISATION_NOT_FOUND');
  if (state.status === 'closed') throw refuse('ORGANISATION_CLOSED');
  notBefore(state.since, meta.effectiveOn);
  return state;
}
