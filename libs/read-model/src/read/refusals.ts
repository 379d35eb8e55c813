import { refusals } from '@app/kernel';

/** What a read may be refused for. */
export const refuse = refusals({
  AS_OF_NOT_KEPT: {
    en: 'This is kept as of today only, {today}, and not for {asOf}. Leave the date out, or give today’s.',
    cy: 'Dim ond ar gyfer heddiw, {today}, y cedwir hyn, ac nid ar gyfer {asOf}. Hepgorwch y dyddiad, neu rhowch ddyddiad heddiw.',
    field: 'asOf',
  },
  KNOWN_AT_NOT_REACHED: {
    en: 'Position {knownAt} has not been reached: the answers stand at {head}. Ask for that position or an earlier one.',
    cy: 'Ni chyrhaeddwyd safle {knownAt}: mae’r atebion yn sefyll ar {head}. Gofynnwch am y safle hwnnw neu un cynharach.',
    field: 'knownAt',
  },
});
