import { refusals } from '@app/kernel';

export const refuse = refusals({
  PAGE_SIZE: {
    en: 'Say how much: either first or last, from 0 to {max}.',
    cy: 'Dywedwch faint: naill ai first neu last, rhwng 0 a {max}.',
  },
  INVALID_CURSOR: {
    en: '{field} is not a cursor of this list. Give a cursor as this list answered it, or leave {field} out to start at its beginning.',
    cy: 'Nid yw {field} yn gyrchwr ar gyfer y rhestr hon. Rhowch gyrchwr fel yr atebodd y rhestr hon ef, neu hepgorwch {field} i ddechrau o’r dechrau.',
  },
  CURSOR_OF_ANOTHER_MOMENT: {
    en: '{field} is a cursor of another moment. Ask with the same asOf and the same position as the page that it came with, or start again without {field}.',
    cy: 'Mae {field} yn gyrchwr o foment arall. Gofynnwch gyda’r un asOf a’r un safle â’r dudalen y daeth gyda hi, neu dechreuwch eto heb {field}.',
  },
  CURSOR_GONE: {
    en: 'What {field} stood at is no longer there for you, so it cannot be told what follows. Leave {field} out to start at the beginning.',
    cy: 'Nid yw’r hyn yr oedd {field} yn sefyll wrtho yno i chi mwyach, felly ni ellir dweud beth sy’n dilyn. Hepgorwch {field} i ddechrau o’r dechrau.',
  },
});
