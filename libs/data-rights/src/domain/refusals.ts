import { type CodeOf, refusals } from '@app/kernel';

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
  LEADER_MERGED: {
    en: 'This record was merged into another of the same person. Ask for the erasure of that one, which erases both: this record’s mergedInto tells its id.',
    cy: 'Cafodd y cofnod hwn ei gyfuno â chofnod arall o’r un person. Gofynnwch am ddileu hwnnw, sy’n dileu’r ddau: mae mergedInto y cofnod hwn yn dweud ei ID.',
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
    en: 'You asked for this erasure yourself, or somebody did whose account or record is linked with yours, or once was. Somebody else has to decide it.',
    cy: 'Chi eich hun a ofynnodd am y dileu hwn, neu rywun y mae ei gyfrif neu ei gofnod wedi’i gysylltu â’ch un chi, neu a fu unwaith. Rhaid i rywun arall ei benderfynu.',
    field: 'erasureId',
  },
  ERASURE_OF_ONESELF: {
    en: 'Nobody decides about their own erasure, nor about that of a record that is linked with their account or record, or once was. Ask somebody else to.',
    cy: 'Nid oes neb yn penderfynu ar ei ddileu ei hun, nac ar ddileu cofnod sydd wedi’i gysylltu â’i gyfrif neu ei gofnod, neu a fu unwaith. Gofynnwch i rywun arall wneud hynny.',
    field: 'erasureId',
  },
  ERASURE_REASON_REQUIRED: {
    en: 'A refusal needs its reason. Give one.',
    cy: 'Mae angen rheswm dros wrthod. Rhowch un.',
    field: 'reason',
  },
  RESPONSIBILITIES_HELD: {
    en: 'This person still has duties that somebody else should take over first: {programmes, plural, =0 {} one {leads # programme ({programmeNames}). } other {leads # programmes ({programmeNames}). }}{panels, plural, =0 {} one {Sits on the selection panel of # cohort ({panelNames}). } other {Sits on the selection panels of # cohorts ({panelNames}). }}{lines, plural, =0 {} one {Is the manager of # post. } other {Is the manager of # posts. }}Hand them over and decide again, or decide with `responsibilitiesKnown` to record that you knew.',
    cy: 'Mae gan y person hwn ddyletswyddau o hyd y dylai rhywun arall eu cymryd yn gyntaf: {programmes, plural, =0 {} other {rhaglenni a arweinir: # ({programmeNames}). }}{panels, plural, =0 {} other {paneli dethol carfannau y mae’n aelod ohonynt: # ({panelNames}). }}{lines, plural, =0 {} other {swyddi y mae’n rheolwr arnynt: #. }}Trosglwyddwch nhw a phenderfynwch eto, neu penderfynwch gyda `responsibilitiesKnown` i gofnodi eich bod yn gwybod.',
    field: 'responsibilitiesKnown',
  },
  NOTHING_REMAINS: {
    en: 'Only an erasure whose search found something is searched for again. This one has not come so far, or is completed.',
    cy: 'Dim ond dileu y canfu ei chwiliad rywbeth a chwilir eto. Nid yw hwn wedi cyrraedd mor bell, neu mae wedi’i gwblhau.',
    field: 'erasureId',
  },
  RETENTION_GROUND: {
    en: 'This ground is for retention rules that are applied. Give the ground on which the erasure is asked for.',
    cy: 'Ar gyfer rheolau cadw a gymhwysir y mae’r sail hon. Rhowch y sail y gofynnir am y dileu arni.',
    field: 'ground',
  },
  ERASURE_HELD: {
    en: 'Nothing of this person may be destroyed for now: they are on hold ({reason}). Lift the hold first, or refuse the erasure.',
    cy: 'Ni chaniateir dinistrio dim am y person hwn ar hyn o bryd: mae wedi’i ddal ({reason}). Codwch y daliad yn gyntaf, neu gwrthodwch y dileu.',
    field: 'erasureId',
  },
  HELD: {
    en: '{people, plural, one {# person is} other {# people are}} on hold since this was reckoned: nothing of theirs may be destroyed. Reckon it again.',
    cy: 'Pobl sydd wedi’u dal ers i hyn gael ei gyfrif: {people}. Ni chaniateir dinistrio dim amdanynt. Cyfrifwch eto.',
  },
  SUBJECT_ACCESS_NOT_FOUND: {
    en: 'No such request is on record. Check the id, or ask for what is held first.',
    cy: 'Nid oes cais o’r fath ar gofnod. Gwiriwch yr ID, neu gofynnwch yn gyntaf am yr hyn a ddelir.',
    field: 'requestId',
  },
  SUBJECT_ACCESS_ANSWERED: {
    en: 'This request has been answered already, so its time cannot be extended.',
    cy: 'Mae’r cais hwn eisoes wedi’i ateb, felly ni ellir ymestyn ei amser.',
    field: 'requestId',
  },
  SUBJECT_ACCESS_EXTENDED: {
    en: 'This request has been extended once already, until {dueOn}. It cannot be extended again.',
    cy: 'Mae’r cais hwn eisoes wedi’i ymestyn unwaith, hyd {dueOn}. Ni ellir ei ymestyn eto.',
    field: 'requestId',
  },
  RECEIVED_IN_FUTURE: {
    en: 'A request cannot have been received after today, {today}. Give the day on which it arrived.',
    cy: 'Ni all cais fod wedi’i dderbyn ar ôl heddiw, {today}. Rhowch y diwrnod y cyrhaeddodd.',
    field: 'receivedOn',
  },
  RECEIVED_TODAY: {
    en: 'What you ask for here yourself is received today, {today}. Leave the day out.',
    cy: 'Derbynnir heddiw, {today}, yr hyn y gofynnwch amdano yma eich hun. Hepgorwch y diwrnod.',
    field: 'receivedOn',
  },
  EXTENSION_OUT_OF_BOUNDS: {
    en: 'The time can be extended by up to two months: to a day after {dueOn}, and {latest} at the latest.',
    cy: 'Gellir ymestyn yr amser hyd at ddau fis: i ddiwrnod ar ôl {dueOn}, ac erbyn {latest} fan bellaf.',
    field: 'dueOn',
  },
  TOLD_WHEN_NOT_POSSIBLE: {
    en: 'The person can have been told from {receivedOn} on, when the request was received, until today, {today}. Give the day on which they were told.',
    cy: 'Gallai’r person fod wedi cael gwybod o {receivedOn}, pan dderbyniwyd y cais, hyd heddiw, {today}. Rhowch y diwrnod y cafodd wybod.',
    field: 'toldOn',
  },
  TOLD_TOO_LATE: {
    en: 'The person has to be told of an extension within the first month, by {dueOn}. After that the time cannot be extended: answer the request.',
    cy: 'Rhaid rhoi gwybod i’r person am estyniad o fewn y mis cyntaf, erbyn {dueOn}. Wedi hynny ni ellir ymestyn yr amser: atebwch y cais.',
    field: 'toldOn',
  },
});

/** Some of them. */
export type Refusal<Code extends CodeOf<typeof refuse>> = Code;
