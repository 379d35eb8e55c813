import { refusals } from '@app/kernel';

export const refuse = refusals({
  REASON_CODE_UNKNOWN: {
    en: 'This is none of the reasons that can be given. Choose a code that `reasonCodes` lists, or have an administrator register it; words about a person belong into `reason`.',
    cy: 'Nid yw hwn yn un o’r rhesymau y gellir eu rhoi. Dewiswch god y mae `reasonCodes` yn ei restru, neu gofynnwch i weinyddwr ei gofrestru; yn `reason` y mae geiriau am berson i fod.',
    field: 'reasonCode',
  },
  REASON_CODE_MALFORMED: {
    en: 'A reason code has up to 48 upper-case letters and digits, in parts joined by single underscores, such as RELOCATION. Correct it.',
    cy: 'Mae gan god rheswm hyd at 48 o brif lythrennau a digidau, mewn rhannau wedi’u cysylltu â thanlinellau unigol, megis RELOCATION. Cywirwch ef.',
    field: 'code',
  },
  REASON_CODE_REGISTERED: {
    en: 'This code is registered already, under another name. Rename it, or choose another code.',
    cy: 'Mae’r cod hwn eisoes wedi’i gofrestru, o dan enw arall. Newidiwch ei enw, neu dewiswch god arall.',
    field: 'code',
  },
  REASON_CODE_NOT_FOUND: {
    en: 'No such reason is registered, or it was retired. Check the code, or register it first.',
    cy: 'Nid oes rheswm o’r fath wedi’i gofrestru, neu fe’i tynnwyd yn ôl. Gwiriwch y cod, neu cofrestrwch ef yn gyntaf.',
    field: 'code',
  },
});
