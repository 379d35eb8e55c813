import { declareRefusals, type RefusalDetails, Refused } from '@app/kernel';

const messages = declareRefusals({
  UNAUTHENTICATED: {
    en: 'This request says nothing about who is asking. Send a token in the header "Authorization: Bearer …".',
    cy: 'Nid yw’r cais hwn yn dweud pwy sy’n gofyn. Anfonwch docyn yn y pennyn "Authorization: Bearer …".',
  },
  TOKEN_INVALID: {
    en: 'The token in the Authorization header is not one that this service accepts. Ask for a new one.',
    cy: 'Nid yw’r tocyn ym mhennyn Authorization yn un y mae’r gwasanaeth hwn yn ei dderbyn. Gofynnwch am un newydd.',
  },
  TOKEN_EXPIRED: {
    en: 'The token in the Authorization header has expired. Ask for a new one.',
    cy: 'Mae’r tocyn ym mhennyn Authorization wedi dod i ben. Gofynnwch am un newydd.',
  },
  TOKEN_AUDIENCE: {
    en: 'The token in the Authorization header was issued for another service. Ask for one that is issued for this one.',
    cy: 'Rhoddwyd y tocyn ym mhennyn Authorization ar gyfer gwasanaeth arall. Gofynnwch am un a roddir ar gyfer y gwasanaeth hwn.',
  },
  TOKEN_INSUFFICIENT: {
    en: 'The way in which you signed in is not enough for this service. Sign in again by a stronger method, or ask whoever runs the service which one it asks for.',
    cy: 'Nid yw’r ffordd y gwnaethoch fewngofnodi yn ddigon i’r gwasanaeth hwn. Mewngofnodwch eto drwy ddull cryfach, neu holwch bwy bynnag sy’n rhedeg y gwasanaeth pa un sydd ei angen.',
  },
  NO_ROLE: {
    en: 'You are signed in, but this service knows neither a role of yours nor who you are among the people it knows. Ask whoever runs the service for a role, or to link your account with your record.',
    cy: 'Rydych wedi mewngofnodi, ond nid yw’r gwasanaeth hwn yn gwybod am rôl sydd gennych nac am bwy ydych ymhlith y bobl y mae’n eu hadnabod. Gofynnwch i bwy bynnag sy’n rhedeg y gwasanaeth am rôl, neu am gysylltu eich cyfrif â’ch cofnod.',
  },
  DELEGATION_UNKNOWN: {
    en: 'The header "on-behalf-of" names no delegation that was given to you. Give the id of one, as this API answers it, or leave the header out to act for yourself.',
    cy: 'Nid yw’r pennyn "on-behalf-of" yn enwi dirprwyaeth a roddwyd i chi. Rhowch ID un, fel y mae’r API hwn yn ei ateb, neu hepgorwch y pennyn i weithredu drosoch eich hun.',
  },
  DELEGATION_NOT_YET: {
    en: 'The delegation in the header "on-behalf-of" counts only from {startsOn}. Until then, leave the header out.',
    cy: 'Dim ond o {startsOn} ymlaen y mae’r ddirprwyaeth yn y pennyn "on-behalf-of" yn cyfrif. Tan hynny, hepgorwch y pennyn.',
  },
  DELEGATION_EXPIRED: {
    en: 'The delegation in the header "on-behalf-of" has expired: its last day was {endsOn}. Ask the person in whose name you acted for another.',
    cy: 'Mae’r ddirprwyaeth yn y pennyn "on-behalf-of" wedi dod i ben: ei diwrnod olaf oedd {endsOn}. Gofynnwch i’r person roeddech yn gweithredu yn ei enw am un arall.',
  },
  DELEGATION_ENDED: {
    en: 'The delegation in the header "on-behalf-of" was ended. Leave the header out to act for yourself.',
    cy: 'Terfynwyd y ddirprwyaeth yn y pennyn "on-behalf-of". Hepgorwch y pennyn i weithredu drosoch eich hun.',
  },
  DELEGATION_TO_ONESELF: {
    en: 'The delegation in the header "on-behalf-of" was granted in somebody else’s place by whoever is its deputy, or could be, so it does not count. Ask the person, or another administrator, for another.',
    cy: 'Rhoddwyd y ddirprwyaeth yn y pennyn "on-behalf-of" yn lle rhywun arall gan y sawl sy’n ddirprwy ynddi, neu a allai fod, felly nid yw’n cyfrif. Gofynnwch i’r person, neu i weinyddwr arall, am un arall.',
  },
  ISSUER_UNREACHABLE: {
    en: 'Who you are cannot be confirmed right now, because the service that signs people in does not answer. Send the request again in a while.',
    cy: 'Ni ellir cadarnhau pwy ydych ar hyn o bryd, gan nad yw’r gwasanaeth sy’n mewngofnodi pobl yn ateb. Anfonwch y cais eto ymhen ychydig.',
  },
});

type Code = keyof typeof messages;

/** It is not established that somebody asks who may ask anything here: to be answered before anything is read or decided. */
export class NotAuthenticated extends Refused {
  declare readonly code: Code;

  /** @param language the one that who asks prefers, where that much is known of them */
  constructor(
    code: Code,
    details: RefusalDetails = {},
    readonly language?: 'en' | 'cy',
  ) {
    super(code, details, messages[code]);
  }

  /** The same, said to somebody who prefers a language, where one is known. */
  toReaderOf(language: 'en' | 'cy' | undefined): NotAuthenticated {
    return new NotAuthenticated(this.code, this.details, language);
  }
}
