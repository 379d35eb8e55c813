import type { PreferredLanguage } from '@app/leader/commands';
import type { Random } from './random.js';

/** What people write on the way, in the language they prefer. */
export type Occasion =
  'statement' | 'comment' | 'ineligible' | 'notSelected' | 'declined' | 'withdrew' | 'interrupted' | 'deferred' | 'transferred' | 'notCompleted';

type Lines = readonly [string, ...string[]];
const LINES: Readonly<Record<Occasion, Readonly<Record<PreferredLanguage, Lines>>>> = {
  statement: {
    en: [
      'I want to lead my team through a merger of two services without losing anyone on the way.',
      'I have led by instinct for ten years and would like to learn how to do it well.',
      'My service is changing, and I want to listen better while it does.',
    ],
    cy: [
      'Rwyf am arwain fy nhîm drwy uno dau wasanaeth heb golli neb ar y ffordd.',
      'Rwyf wedi arwain wrth reddf ers deng mlynedd a hoffwn ddysgu sut i wneud hynny’n dda.',
      'Mae fy ngwasanaeth yn newid, ac rwyf am wrando’n well wrth iddo wneud hynny.',
    ],
  },
  comment: {
    en: ['Ready for this, and will have the time.', 'I support this: the team will cover the study days.'],
    cy: ['Yn barod am hyn, a bydd yr amser ar gael.', 'Rwy’n cefnogi hyn: bydd y tîm yn cyflenwi ar y diwrnodau astudio.'],
  },
  ineligible: {
    en: ['The post does not lead a team yet.', 'The programme is for another level of leadership.'],
    cy: ['Nid yw’r swydd yn arwain tîm eto.', 'Mae’r rhaglen ar gyfer lefel arall o arweinyddiaeth.'],
  },
  notSelected: {
    en: ['More applications than places; others were closer to the aims of this cohort.', 'Encouraged to apply again once in post for a year.'],
    cy: ['Mwy o geisiadau na lleoedd; roedd eraill yn nes at nodau’r garfan hon.', 'Anogir i wneud cais eto ar ôl blwyddyn yn y swydd.'],
  },
  declined: {
    en: ['The dates do not fit with a service review.', 'A new post begins in the same month.'],
    cy: ['Nid yw’r dyddiadau’n cyd-fynd ag adolygiad o’r gwasanaeth.', 'Mae swydd newydd yn dechrau yn yr un mis.'],
  },
  withdrew: {
    en: ['Too much at once this year.', 'The employer can no longer release the study days.'],
    cy: ['Gormod ar unwaith eleni.', 'Ni all y cyflogwr ryddhau’r diwrnodau astudio mwyach.'],
  },
  interrupted: { en: ['Family leave.', 'Time to recover.'], cy: ['Absenoldeb teuluol.', 'Amser i wella.'] },
  deferred: {
    en: ['Covering for a colleague until the autumn.', 'Back from leave too late to catch up with this cohort.'],
    cy: ['Yn cyflenwi dros gydweithiwr tan yr hydref.', 'Yn ôl o absenoldeb yn rhy hwyr i ddal i fyny â’r garfan hon.'],
  },
  transferred: { en: ['Moved house; the other cohort meets nearer by.'], cy: ['Wedi symud tŷ; mae’r garfan arall yn cwrdd yn nes.'] },
  notCompleted: { en: ['Missed more sessions than could be made up.'], cy: ['Wedi colli mwy o sesiynau nag y gellid eu gwneud yn iawn amdanynt.'] },
};

export const wordsFor = (occasion: Occasion, language: PreferredLanguage, random: Random): string => random.pick(LINES[occasion][language]);
