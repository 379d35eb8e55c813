import { type CommandMeta, notBefore, refusals } from '@app/kernel';
import type { ActiveAssignment, Assignment } from './assignment.js';

export const refuse = refusals({
  LEADER_ALREADY_REGISTERED: {
    en: 'A leader is already registered under this id. Choose a new id for another person.',
    cy: 'Mae arweinydd eisoes wedi’i gofrestru o dan yr ID hwn. Dewiswch ID newydd ar gyfer person arall.',
    field: 'leaderId',
  },
  LEADER_NOT_FOUND: {
    en: 'No leader is registered under this id. Check the id, or register the leader first.',
    cy: 'Nid oes arweinydd wedi’i gofrestru o dan yr ID hwn. Gwiriwch yr ID, neu cofrestrwch yr arweinydd yn gyntaf.',
    field: 'leaderId',
  },
  LEADER_ERASED: {
    en: 'This person was erased, so nothing new can be recorded about them. If they have come back, register them anew.',
    cy: 'Cafodd y person hwn ei ddileu, felly ni ellir cofnodi dim byd newydd amdano. Os yw wedi dychwelyd, cofrestrwch ef o’r newydd.',
    field: 'leaderId',
  },
  ORGANISATION_NOT_FOUND: {
    en: 'No organisation is registered under this id. Check the id, or register the organisation first.',
    cy: 'Nid oes sefydliad wedi’i gofrestru o dan yr ID hwn. Gwiriwch yr ID, neu cofrestrwch y sefydliad yn gyntaf.',
    field: 'organisationId',
  },
  ORGANISATION_CLOSED: {
    en: 'This organisation is closed, so it cannot employ anyone. Choose an open one.',
    cy: 'Mae’r sefydliad hwn wedi cau, felly ni all gyflogi neb. Dewiswch un sydd ar agor.',
    field: 'organisationId',
  },
  ASSIGNMENT_ALREADY_STARTED: {
    en: 'An assignment is already recorded under this id. Change that one, or choose a new id.',
    cy: 'Mae aseiniad eisoes wedi’i gofnodi o dan yr ID hwn. Newidiwch hwnnw, neu dewiswch ID newydd.',
    field: 'assignmentId',
  },
  ASSIGNMENT_NOT_FOUND: {
    en: 'No assignment is recorded under this id. Check the id, or start the assignment first.',
    cy: 'Nid oes aseiniad wedi’i gofnodi o dan yr ID hwn. Gwiriwch yr ID, neu dechreuwch yr aseiniad yn gyntaf.',
    field: 'assignmentId',
  },
  ASSIGNMENT_ENDED: {
    en: 'This assignment has ended, so its terms cannot change. Start a new one.',
    cy: 'Mae’r aseiniad hwn wedi dod i ben, felly ni all ei delerau newid. Dechreuwch un newydd.',
    field: 'assignmentId',
  },
  MANAGER_NOT_FOUND: {
    en: 'Nobody is registered under this id who could be the manager. Check the id, or register the manager first.',
    cy: 'Nid oes neb wedi’i gofrestru o dan yr ID hwn a allai fod yn rheolwr. Gwiriwch yr ID, neu cofrestrwch y rheolwr yn gyntaf.',
    field: 'managerId',
  },
  OWN_MANAGER: {
    en: 'Nobody reports to themselves. Give another person’s id.',
    cy: 'Nid oes neb yn atebol iddo’i hun. Rhowch ID person arall.',
    field: 'managerId',
  },
  NO_REPORTING_LINE: {
    en: 'Nobody has been named as the manager for this assignment, so there is nothing to end.',
    cy: 'Nid oes neb wedi’i enwi’n rheolwr ar gyfer yr aseiniad hwn, felly nid oes dim i’w derfynu.',
    field: 'assignmentId',
  },
  WTE_OUT_OF_RANGE: {
    en: 'The whole-time equivalent is {wtePercent} hundredths. Give a whole number from 1 to 100.',
    cy: 'Mae’r cyfwerth ag amser cyflawn yn {wtePercent} canfed. Rhowch rif cyfan o 1 i 100.',
    field: 'wtePercent',
  },
  ENDS_BEFORE_IT_HOLDS: {
    en: 'The last day, {endsOn}, is before {effectiveOn}, the day from which these terms hold. Give that day or a later one.',
    cy: 'Mae’r diwrnod olaf, {endsOn}, cyn {effectiveOn}, y diwrnod y daw’r telerau hyn i rym. Rhowch y diwrnod hwnnw neu un diweddarach.',
    field: 'endsOn',
  },
});

/** The assignment as it stands, where it has not ended and had started on the day of the new fact. */
export function activeAssignment(state: Assignment, meta: CommandMeta): ActiveAssignment {
  if (state.status === 'none') throw refuse('ASSIGNMENT_NOT_FOUND');
  if (state.status === 'ended') throw refuse('ASSIGNMENT_ENDED');
  notBefore(state.since, meta.effectiveOn);
  return state;
}
