import { type Refused, refusals } from '@app/kernel';

const refuse = refusals({
  MOMENT_IN_FUTURE: {
    en: 'Nothing can be known yet at {given}: it lies ahead. Give a moment up to now, or leave {field} out.',
    cy: 'Ni ellir gwybod dim eto ar {given}: mae o’n blaenau. Rhowch foment hyd at nawr, neu hepgorwch {field}.',
  },
  NOT_YET_PROJECTED: {
    en: 'What {field} asks for is recorded but cannot be read yet. Ask again in a moment, or leave {field} out for what can be read now.',
    cy: 'Mae’r hyn y mae {field} yn gofyn amdano wedi’i gofnodi ond ni ellir ei ddarllen eto. Gofynnwch eto ymhen ychydig, neu hepgorwch {field} am yr hyn y gellir ei ddarllen nawr.',
  },
  MOMENT_OVERSTATED: {
    en: 'Give knownAt or position, not both: each says how much was known.',
    cy: 'Rhowch knownAt neu position, nid y ddau: mae’r naill a’r llall yn dweud faint oedd yn hysbys.',
  },
});

/** A refusal about the moment that an operation asks for, naming the argument at fault. */
export function refuseMoment(code: Parameters<typeof refuse>[0], field: string, given = ''): Refused {
  return refuse(code, { field, given }, field);
}
