import { refusals } from '@app/kernel';

export const refuse = refusals({
  LEADER_NOT_FOUND: {
    en: 'No leader is registered under this id. Check the id.',
    cy: 'Nid oes arweinydd wedi’i gofrestru o dan yr ID hwn. Gwiriwch yr ID.',
    field: 'leaderId',
  },
  LEADER_ERASED: {
    en: 'This person has been erased already: nothing personal of theirs is held any more.',
    cy: 'Mae’r person hwn eisoes wedi’i ddileu: nid oes dim byd personol amdano’n cael ei ddal mwyach.',
    field: 'leaderId',
  },
  ERASURE_ALREADY_REQUESTED: {
    en: 'The erasure of this person was asked for on {since} and is not decided yet. Somebody other than who asked is to decide it.',
    cy: 'Gofynnwyd am ddileu’r person hwn ar {since} ac nid yw wedi’i benderfynu eto. Rhywun heblaw’r sawl a ofynnodd sydd i’w benderfynu.',
    field: 'leaderId',
  },
  ERASURE_UNDER_WAY: {
    en: 'The erasure of this person was approved and is being carried out. There is nothing more to ask for or to decide.',
    cy: 'Cymeradwywyd dileu’r person hwn ac mae’n cael ei gyflawni. Nid oes dim mwy i ofyn amdano nac i’w benderfynu.',
  },
  ERASURE_NOT_FOUND: {
    en: 'No erasure has been asked for under this id. Check the id, or ask for the erasure first.',
    cy: 'Ni ofynnwyd am ddileu o dan yr ID hwn. Gwiriwch yr ID, neu gofynnwch am y dileu yn gyntaf.',
    field: 'erasureId',
  },
  ERASURE_ALREADY_DECIDED: {
    en: 'This erasure has been refused already. If it is to be decided anew, it has to be asked for again.',
    cy: 'Mae’r dileu hwn eisoes wedi’i wrthod. Os yw i’w benderfynu o’r newydd, rhaid gofyn amdano eto.',
    field: 'erasureId',
  },
  ERASURE_NEEDS_SECOND_PERSON: {
    en: 'You asked for this erasure yourself, so somebody else has to decide it.',
    cy: 'Chi eich hun a ofynnodd am y dileu hwn, felly rhaid i rywun arall ei benderfynu.',
    field: 'erasureId',
  },
  ERASURE_OF_ONESELF: {
    en: 'Nobody decides about their own erasure. Ask somebody else to.',
    cy: 'Nid oes neb yn penderfynu ar ei ddileu ei hun. Gofynnwch i rywun arall wneud hynny.',
    field: 'erasureId',
  },
  ERASURE_REASON_REQUIRED: {
    en: 'A refusal needs its reason. Give one.',
    cy: 'Mae angen rheswm dros wrthod. Rhowch un.',
    field: 'reason',
  },
  RESPONSIBILITIES_HELD: {
    en: 'This person still has duties that somebody else should take over first: {programmes, plural, =0 {} one {leads # programme ({programmeNames}). } other {leads # programmes ({programmeNames}). }}{panels, plural, =0 {} one {Sits on the selection panel of # cohort ({panelNames}). } other {Sits on the selection panels of # cohorts ({panelNames}). }}{lines, plural, =0 {} one {Is the manager of # post. } other {Is the manager of # posts. }}Hand them over and decide again, or decide with `responsibilitiesKnown` to record that you knew.',
    cy: 'Mae gan y person hwn ddyletswyddau o hyd y dylai rhywun arall eu cymryd yn gyntaf: {programmes, plural, =0 {} other {rhaglenni a arweinir: # ({programmeNames}). }}{panels, plural, =0 {} other {paneli dethol y mae’n aelod ohonynt: # ({panelNames}). }}{lines, plural, =0 {} other {swyddi y mae’n rheolwr arnynt: #. }}Trosglwyddwch nhw a phenderfynwch eto, neu penderfynwch gyda `responsibilitiesKnown` i gofnodi eich bod yn gwybod.',
    field: 'responsibilitiesKnown',
  },
  RETENTION_GROUND: {
    en: 'This ground is for retention rules that are applied. Give the ground on which the erasure is asked for.',
    cy: 'Ar gyfer rheolau cadw a gymhwysir y mae’r sail hon. Rhowch y sail y gofynnir am y dileu arni.',
    field: 'ground',
  },
});
