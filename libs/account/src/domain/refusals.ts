import { type CodeOf, refusals } from '@app/kernel';

export const refuse = refusals({
  LEADER_NOT_FOUND: {
    en: 'No leader is registered under this id. Check the id, or register the leader first.',
    cy: 'Nid oes arweinydd wedi’i gofrestru o dan yr ID hwn. Gwiriwch yr ID, neu cofrestrwch yr arweinydd yn gyntaf.',
    field: 'leaderId',
  },
  LEADER_ERASED: {
    en: 'This person was erased, so nobody signs in as them any more. If they have come back, register them anew.',
    cy: 'Cafodd y person hwn ei ddileu, felly nid oes neb yn mewngofnodi fel y person hwn mwyach. Os yw wedi dychwelyd, cofrestrwch ef o’r newydd.',
    field: 'leaderId',
  },
  LEADER_MERGED: {
    en: 'This record was merged into another of the same person. Give the id of that one instead: this record’s mergedInto tells it to whoever may see it, and whoever runs the installation to others.',
    cy: 'Cafodd y cofnod hwn ei gyfuno â chofnod arall o’r un person. Rhowch ID y cofnod hwnnw yn ei le: mae mergedInto y cofnod hwn yn ei ddweud wrth y rhai a gaiff ei weld, a’r sawl sy’n rhedeg y gosodiad wrth eraill.',
    field: 'leaderId',
  },
  IDENTITY_MALFORMED: {
    en: 'A subject has at most {most} characters. Give the one that the identity provider has for this person, and not a whole token.',
    cy: 'Mae gan destun hunaniaeth hyd at {most} nod. Rhowch yr un sydd gan y darparwr hunaniaeth ar gyfer y person hwn, nid tocyn cyfan.',
    field: 'subject',
  },
  IDENTITY_LINKED_TO_ANOTHER: {
    en: 'This identity is linked to another person’s record already, and belongs to one person alone. Unlink it there first, if that was a mistake.',
    cy: 'Mae’r hunaniaeth hon eisoes wedi’i chysylltu â chofnod person arall, ac i un person yn unig y mae’n perthyn. Datgysylltwch hi yno yn gyntaf, os mai camgymeriad oedd hynny.',
    field: 'subject',
  },
  OWN_ACCOUNT: {
    en: 'This account is yours, or is linked with one of yours, or once was. Somebody else says whose it is: ask another administrator to link it.',
    cy: 'Eich cyfrif chi yw hwn, neu mae wedi’i gysylltu ag un o’ch cyfrifon, neu a fu unwaith. Rhywun arall sy’n dweud pwy biau ef: gofynnwch i weinyddwr arall ei gysylltu.',
    field: 'subject',
  },
  ACCOUNT_OF_WHO_MERGED: {
    en: 'This account is of somebody by whose word this record was merged with another, or could be, and would get what is held of both. Check the account, and have somebody else look into the merge.',
    cy: 'Mae’r cyfrif hwn yn eiddo i rywun y cafodd y cofnod hwn ei gyfuno ag un arall ar ei air, neu fe allai fod, a byddai’n cael yr hyn a gedwir am y ddau. Gwiriwch y cyfrif, a gofynnwch i rywun arall edrych i mewn i’r cyfuno.',
    field: 'subject',
  },
  LAST_IDENTITY: {
    en: 'This is the only account that you sign in by. Have another one linked first, or ask an administrator to unlink this one.',
    cy: 'Dyma’r unig gyfrif rydych yn mewngofnodi ag ef. Gofynnwch am gysylltu un arall yn gyntaf, neu gofynnwch i weinyddwr ddatgysylltu’r un hwn.',
    field: 'identityId',
  },
  IDENTITY_NOT_FOUND: {
    en: 'No identity is linked under this id. Check the id: it may have been unlinked already.',
    cy: 'Nid oes hunaniaeth wedi’i chysylltu o dan yr ID hwn. Gwiriwch yr ID: efallai ei bod eisoes wedi’i datgysylltu.',
    field: 'identityId',
  },
  PRINCIPAL_NOT_FOUND: {
    en: 'Nobody is registered under this id in whose name another could act. Check the id.',
    cy: 'Nid oes neb wedi’i gofrestru o dan yr ID hwn y gallai rhywun arall weithredu yn ei enw. Gwiriwch yr ID.',
    field: 'principalId',
  },
  DEPUTY_NOT_FOUND: {
    en: 'Nobody is registered under this id who could be the deputy. Check the id.',
    cy: 'Nid oes neb wedi’i gofrestru o dan yr ID hwn a allai fod yn ddirprwy. Gwiriwch yr ID.',
    field: 'deputyId',
  },
  OWN_DEPUTY: {
    en: 'Nobody needs to be their own deputy. Give another person’s id.',
    cy: 'Nid oes angen i neb fod yn ddirprwy iddo’i hun. Rhowch ID person arall.',
    field: 'deputyId',
  },
  DELEGATION_TO_ONESELF: {
    en: 'In somebody else’s place, nobody names themselves as the deputy. Ask the person, or another administrator, to grant it.',
    cy: 'Yn lle rhywun arall, nid oes neb yn enwi ei hun yn ddirprwy. Gofynnwch i’r person, neu i weinyddwr arall, ei rhoi.',
    field: 'deputyId',
  },
  DELEGATION_NOT_PASSED_ON: {
    en: 'What was delegated to you cannot be passed on. Ask the person in whose name you act to name another deputy.',
    cy: 'Ni ellir trosglwyddo ymlaen yr hyn a ddirprwywyd i chi. Gofynnwch i’r person rydych yn gweithredu yn ei enw enwi dirprwy arall.',
  },
  DELEGATION_WITHOUT_ROLE: {
    en: 'This would delegate nothing. Name at least one role.',
    cy: 'Ni fyddai hyn yn dirprwyo dim. Enwch o leiaf un rôl.',
    field: 'roles',
  },
  DELEGATION_REASON_REQUIRED: {
    en: 'To delegate in somebody else’s place, say why they do not do it themselves.',
    cy: 'I ddirprwyo yn lle rhywun arall, dywedwch pam nad yw’n gwneud hynny ei hun.',
    field: 'reason',
  },
  DELEGATION_ENDS_BEFORE_IT_STARTS: {
    en: 'The last day, {endsOn}, is before the first, {startsOn}. Give that day or a later one.',
    cy: 'Mae’r diwrnod olaf, {endsOn}, cyn y cyntaf, {startsOn}. Rhowch y diwrnod hwnnw neu un diweddarach.',
    field: 'endsOn',
  },
  DELEGATION_OVER_ALREADY: {
    en: 'The last day, {endsOn}, has passed, so nobody could make use of this. Give today or a later day.',
    cy: 'Mae’r diwrnod olaf, {endsOn}, wedi mynd heibio, felly ni allai neb ddefnyddio hyn. Rhowch heddiw neu ddiwrnod diweddarach.',
    field: 'endsOn',
  },
  DELEGATION_ALREADY_GRANTED: {
    en: 'A delegation is recorded under this id already. End that one, and grant another.',
    cy: 'Mae dirprwyaeth eisoes wedi’i chofnodi o dan yr ID hwn. Terfynwch honno, a rhowch un arall.',
    field: 'commandId',
  },
  DELEGATION_IN_FORCE: {
    en: 'The same is in force already, as the delegation {delegationId}: the same deputy, roles, authority and days. Use that one, or end it before you grant it anew.',
    cy: 'Mae’r un peth eisoes mewn grym, fel y ddirprwyaeth {delegationId}: yr un dirprwy, rolau, awdurdod a dyddiau. Defnyddiwch honno, neu terfynwch hi cyn ei rhoi o’r newydd.',
    ids: { delegationId: 'Delegation' },
    field: 'deputyId',
  },
  DELEGATION_NOT_FOUND: {
    en: 'No delegation is recorded under this id. Check the id.',
    cy: 'Nid oes dirprwyaeth wedi’i chofnodi o dan yr ID hwn. Gwiriwch yr ID.',
    field: 'delegationId',
  },
});

/** Some of them. */
export type Refusal<Code extends CodeOf<typeof refuse>> = Code;
