import type { Bilingual } from '@app/localisation';

/** What can be wrong with one input field, and what to do about it. `{field}` is its name. */
export const texts = {
  blank: {
    en: '{field} must not be empty.',
    cy: 'Ni chaiff {field} fod yn wag.',
  },
  tooLong: {
    en: '{field} may have at most {max, number} characters. Shorten it.',
    cy: 'Caiff {field} gynnwys hyd at {max, number} o nodau. Byrhewch ef.',
  },
  unstorable: {
    en: '{field} contains a character that cannot be stored: a null byte, a control character or half of a surrogate pair. Remove it.',
    cy: 'Mae {field} yn cynnwys nod na ellir ei storio: beit nwl, nod rheoli neu hanner pâr dirprwyol. Tynnwch ef.',
  },
  notAnId: {
    en: '{field} is not an id of the type {type}. Give the id as this API answered it, or the UUID.',
    cy: 'Nid yw {field} yn ddynodydd o’r math {type}. Rhowch y dynodydd fel yr atebodd yr API hwn ef, neu’r UUID.',
  },
  notAUuid: {
    en: '{field} is not a UUID, such as 3f2c7a52-6f0e-4d7b-9d5a-0c1e2b3a4f50.',
    cy: 'Nid yw {field} yn UUID, megis 3f2c7a52-6f0e-4d7b-9d5a-0c1e2b3a4f50.',
  },
  notAnEmail: {
    en: '{field} is not an e-mail address, such as name@example.org. Correct it, or leave it out.',
    cy: 'Nid yw {field} yn gyfeiriad e-bost, megis enw@example.org. Cywirwch ef, neu gadewch ef allan.',
  },
  notACode: {
    en: '{field} is not a code. Use lower-case letters, digits and single hyphens, at most {max, number} of them, such as nhs-lothian.',
    cy: 'Nid yw {field} yn god. Defnyddiwch lythrennau bach, digidau a chysylltnodau unigol, hyd at {max, number} ohonynt, megis nhs-lothian.',
  },
  outOfRange: {
    en: '{field} must be a number from {min, number} to {max, number}, with at most {decimals} decimals.',
    cy: 'Rhaid i {field} fod yn rhif rhwng {min, number} a {max, number}, gyda hyd at {decimals} o leoedd degol.',
  },
  noSuchTime: {
    en: '{field} must be a day from {min} to {max}. Correct the year.',
    cy: 'Rhaid i {field} fod yn ddiwrnod rhwng {min} a {max}. Cywirwch y flwyddyn.',
  },
  wrongCount: {
    en: '{field} must list from {min} to {max} items.',
    cy: 'Rhaid i {field} restru rhwng {min} a {max} o eitemau.',
  },
  notDistinct: {
    en: '{field} lists the same {by} more than once. Give each once.',
    cy: 'Mae {field} yn rhestru’r un {by} fwy nag unwaith. Rhowch bob un unwaith.',
  },
  other: {
    en: '{field} is not acceptable: {problem}.',
    cy: 'Nid yw {field} yn dderbyniol: {problem}.',
  },
} as const satisfies Record<string, Bilingual>;

/** What a field's decorator leaves for the refusal, in class-validator's `context`. */
export interface Problem {
  readonly text: Bilingual;
  readonly details: Readonly<Record<string, string | number>>;
}
