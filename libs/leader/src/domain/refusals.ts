import { type CodeOf, type CommandMeta, notBefore, refusals } from '@app/kernel';
import type { ActiveAssignment, Assignment } from './assignment.js';
import type { Leader, Registered } from './leader.js';

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
  LEADER_MERGED: {
    en: 'This record was merged into another of the same person. Give the id of that one instead: this record’s mergedInto tells it to whoever may see it, and whoever runs the installation to others.',
    cy: 'Cafodd y cofnod hwn ei gyfuno â chofnod arall o’r un person. Rhowch ID y cofnod hwnnw yn ei le: mae mergedInto y cofnod hwn yn ei ddweud wrth y rhai a gaiff ei weld, a’r sawl sy’n rhedeg y gosodiad wrth eraill.',
    field: 'leaderId',
  },
  DAY_AHEAD: {
    en: '{effectiveOn} has not come yet, and this cannot be recorded ahead. Give today or an earlier day.',
    cy: 'Nid yw {effectiveOn} wedi cyrraedd eto, ac ni ellir cofnodi hyn ymlaen llaw. Rhowch heddiw neu ddiwrnod cynharach.',
    field: 'effectiveOn',
  },
  LAST_DAY_AHEAD: {
    en: '{lastDay} has not come yet. Give it as the last day of their posts, and record that they left once it has come.',
    cy: 'Nid yw {lastDay} wedi cyrraedd eto. Rhowch ef fel diwrnod olaf eu swyddi, a chofnodwch eu bod wedi gadael pan fydd wedi cyrraedd.',
    field: 'lastDay',
  },
  LEFT_ALREADY: {
    en: 'It is on record that this person left the organisation, with {lastDay} as the last day. Record that they returned first.',
    cy: 'Mae wedi’i gofnodi bod y person hwn wedi gadael y sefydliad, a {lastDay} yn ddiwrnod olaf. Cofnodwch yn gyntaf ei fod wedi dychwelyd.',
    field: 'organisationId',
  },
  HAS_NOT_LEFT: {
    en: 'It is not on record that this person left the organisation, so there is nothing to return from.',
    cy: 'Nid yw wedi’i gofnodi bod y person hwn wedi gadael y sefydliad, felly nid oes dim i ddychwelyd ohono.',
    field: 'organisationId',
  },
  LEADER_LEFT: {
    en: 'This person left the organisation, with {lastDay} as the last day. Record that they returned, then record the post.',
    cy: 'Gadawodd y person hwn y sefydliad, a {lastDay} yn ddiwrnod olaf. Cofnodwch ei fod wedi dychwelyd, yna cofnodwch y swydd.',
    field: 'leaderId',
  },
  MANAGER_MERGED: {
    en: 'This record was merged into another of the same person. Give the id of that one as the manager’s: this record’s mergedInto tells it to whoever may see it, and whoever runs the installation to others.',
    cy: 'Cafodd y cofnod hwn ei gyfuno â chofnod arall o’r un person. Rhowch ID y cofnod hwnnw fel un y rheolwr: mae mergedInto y cofnod hwn yn ei ddweud wrth y rhai a gaiff ei weld, a’r sawl sy’n rhedeg y gosodiad wrth eraill.',
    field: 'managerId',
  },
  MANAGER_LEFT: {
    en: 'The manager left this organisation, with {lastDay} as the last day. Choose somebody else, or record that they returned.',
    cy: 'Gadawodd y rheolwr y sefydliad hwn, a {lastDay} yn ddiwrnod olaf. Dewiswch rywun arall, neu cofnodwch ei fod wedi dychwelyd.',
    field: 'managerId',
  },
  MERGED_WITH_ITSELF: {
    en: 'This is one record, not two. Give the id of the other one.',
    cy: 'Un cofnod yw hwn, nid dau. Rhowch ID y llall.',
    field: 'mergedId',
  },
  SURVIVES_OTHERS: {
    en: 'Other records were merged into this one, so it cannot be merged away. Merge the other way round, or undo those merges first.',
    cy: 'Cafodd cofnodion eraill eu cyfuno â’r un hwn, felly ni ellir ei gyfuno ymaith. Cyfunwch y ffordd arall, neu dadwnewch y cyfuniadau hynny yn gyntaf.',
    field: 'mergedId',
  },
  PARTICIPATION_DIFFERS: {
    en: 'Participation is withdrawn on one of these records and not on the other. Ask the person, and record the same on both first.',
    cy: 'Mae’r cytundeb i gymryd rhan wedi’i dynnu’n ôl ar un o’r cofnodion hyn ac nid ar y llall. Gofynnwch i’r person, a chofnodwch yr un peth ar y ddau yn gyntaf.',
    field: 'mergedId',
  },
  NOT_MERGED: {
    en: 'That record was never merged into this one, nor was that proposed, so there is nothing to undo. Check the ids.',
    cy: 'Ni chafodd y cofnod hwnnw erioed ei gyfuno â’r un hwn, ac ni chynigiwyd hynny, felly nid oes dim i’w ddadwneud. Gwiriwch yr IDau.',
    field: 'mergedId',
  },
  MERGE_PROPOSED_ALREADY: {
    en: 'It is proposed already that these records are of one person. Confirm it by confirmLeaderMerge, if it was not you who proposed it, or withdraw it by undoLeaderMerge.',
    cy: 'Cynigiwyd eisoes fod y cofnodion hyn yn eiddo i un person. Cadarnhewch hynny drwy confirmLeaderMerge, os nad chi a’i cynigiodd, neu tynnwch ef yn ôl drwy undoLeaderMerge.',
    field: 'mergedId',
  },
  MERGE_PROPOSED_CROSSWISE: {
    en: 'It is proposed already that these records are of one person, the other way round. Have somebody confirm that by confirmLeaderMerge, or withdraw it by undoLeaderMerge and propose this one then: give both ids the other way round.',
    cy: 'Cynigiwyd eisoes fod y cofnodion hyn yn eiddo i un person, y ffordd arall. Gofynnwch i rywun gadarnhau hynny drwy confirmLeaderMerge, neu tynnwch ef yn ôl drwy undoLeaderMerge a chynnig hwn wedyn: rhowch y ddau ID y ffordd arall.',
    field: 'mergedId',
  },
  MERGE_OUTDATED: {
    en: 'This record was merged into another after this was proposed, and parted from it again, so this was not said of it as it is now. Withdraw it by undoLeaderMerge, and propose it anew by mergeLeaders.',
    cy: 'Cyfunwyd y cofnod hwn ag un arall ar ôl i hyn gael ei gynnig, a’i wahanu oddi wrtho eto, felly ni ddywedwyd hyn amdano fel y mae nawr. Tynnwch ef yn ôl drwy undoLeaderMerge, a’i gynnig o’r newydd drwy mergeLeaders.',
    field: 'mergedId',
  },
  MERGE_NOT_PROPOSED: {
    en: 'Nobody proposes that these records are of one person, so there is nothing to confirm. Check the ids, or propose it by mergeLeaders.',
    cy: 'Nid oes neb yn cynnig bod y cofnodion hyn yn eiddo i un person, felly nid oes dim i’w gadarnhau. Gwiriwch yr IDau, neu cynigiwch hynny drwy mergeLeaders.',
    field: 'mergedId',
  },
  MERGE_PROPOSED_BY_ONESELF: {
    en: 'One of these records is of whoever proposed this, or had a part in an earlier merge of either, or could be, so it cannot be confirmed. Withdraw it by undoLeaderMerge, and have somebody else propose it.',
    cy: 'Mae un o’r cofnodion hyn yn eiddo i’r sawl a gynigiodd hyn, neu a fu â rhan mewn cyfuno cynharach o’r naill neu’r llall, neu fe allai fod, felly ni ellir ei gadarnhau. Tynnwch ef yn ôl drwy undoLeaderMerge, a gofynnwch i rywun arall ei gynnig.',
    field: 'mergedId',
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
    en: 'A post is already recorded under this id. Change that one, or choose a new id.',
    cy: 'Mae swydd eisoes wedi’i chofnodi o dan yr ID hwn. Newidiwch honno, neu dewiswch ID newydd.',
    field: 'assignmentId',
  },
  ASSIGNMENT_NOT_FOUND: {
    en: 'No post is recorded under this id. Check the id, or record the post first.',
    cy: 'Nid oes swydd wedi’i chofnodi o dan yr ID hwn. Gwiriwch yr ID, neu cofnodwch y swydd yn gyntaf.',
    field: 'assignmentId',
  },
  ASSIGNMENT_ENDED: {
    en: 'This post has ended, so its terms cannot change. Start a new one.',
    cy: 'Mae’r swydd hon wedi dod i ben, felly ni all ei thelerau newid. Dechreuwch un newydd.',
    field: 'assignmentId',
  },
  POST_IS_OVER: {
    en: 'This post is over, and by this it would be held again. Only whoever may record a new post there for this person may do that: who employs them now, or employs them again on record. Ask them, or whoever runs the installation.',
    cy: 'Mae’r swydd hon ar ben, a thrwy hyn byddai’n cael ei dal eto. Dim ond y sawl a gaiff gofnodi swydd newydd yno i’r person hwn a gaiff wneud hynny: y sawl sy’n ei gyflogi nawr, neu sy’n ei gyflogi eto yn ôl y cofnod. Gofynnwch iddo, neu i’r sawl sy’n rhedeg y gosodiad.',
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
    en: 'Nobody has been named as the manager for this post, so there is nothing to end.',
    cy: 'Nid oes neb wedi’i enwi’n rheolwr ar gyfer y swydd hon, felly nid oes dim i’w derfynu.',
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

/** The record that is to be merged into another. The same problems as a leader's own, at another field. */
export const refuseMerged = refusals({
  LEADER_NOT_FOUND: {
    en: 'No leader is registered under this id. Check the id of the record to merge.',
    cy: 'Nid oes arweinydd wedi’i gofrestru o dan yr ID hwn. Gwiriwch ID y cofnod i’w gyfuno.',
    field: 'mergedId',
  },
  LEADER_ERASED: {
    en: 'The person of that record was erased, so nothing can be merged with it.',
    cy: 'Cafodd person y cofnod hwnnw ei ddileu, felly ni ellir cyfuno dim ag ef.',
    field: 'mergedId',
  },
  LEADER_MERGED: {
    en: 'That record was merged already, into another. Merge that one, whose id its mergedInto tells, or undo the merge first.',
    cy: 'Cafodd y cofnod hwnnw ei gyfuno eisoes, â chofnod arall. Cyfunwch hwnnw, y mae ei mergedInto yn dweud ei ID, neu dadwnewch y cyfuniad yn gyntaf.',
    field: 'mergedId',
  },
});

/** What is to be corrected or voided, which is named by its event. */
export const refuseAmending = refusals({
  LEADER_ERASED: {
    en: 'The person whom this is about was erased, so nothing of theirs is corrected or voided any more.',
    cy: 'Cafodd y person y mae hyn yn ymwneud ag ef ei ddileu, felly ni chaiff dim amdano ei gywiro na’i ddirymu mwyach.',
  },
});

/** The record as it stands, where something may still be recorded in it. */
export function inUse(state: Leader): Registered {
  if (state.status === 'none') throw refuse('LEADER_NOT_FOUND');
  if (state.status === 'erased') throw refuse('LEADER_ERASED');
  if (state.status === 'merged') throw refuse('LEADER_MERGED', { survivorId: state.survivorId });
  return state;
}

/** Refuses what cannot be known beforehand. */
export function notAhead({ effectiveOn, today }: CommandMeta): void {
  if (effectiveOn > today) throw refuse('DAY_AHEAD', { effectiveOn });
}

/** The assignment as it stands, where it has not ended and had started on the day of the new fact. */
export function activeAssignment(state: Assignment, meta: CommandMeta): ActiveAssignment {
  if (state.status === 'none') throw refuse('ASSIGNMENT_NOT_FOUND');
  if (state.status === 'ended') throw refuse('ASSIGNMENT_ENDED');
  notBefore(state.since, meta.effectiveOn);
  return state;
}

/** Some of them. */
export type Refusal<Code extends CodeOf<typeof refuse | typeof refuseMerged>> = Code;
