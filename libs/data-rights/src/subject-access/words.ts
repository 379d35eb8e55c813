import { type Bilingual, type Language, say } from '@app/localisation';

const WORDS = {
  title: { en: 'What is held about you', cy: 'Yr hyn a ddelir amdanoch' },
  about: { en: 'About', cy: 'Ynghylch' },
  erasedName: { en: 'a person who was erased', cy: 'person a ddilëwyd' },
  lockedName: { en: 'name cannot be read right now', cy: 'ni ellir darllen yr enw ar hyn o bryd' },
  request: { en: 'Request', cy: 'Cais' },
  receivedOn: { en: 'Received on', cy: 'Derbyniwyd ar' },
  dueOn: { en: 'To be answered by', cy: 'I’w ateb erbyn' },
  made: { en: 'Made on', cy: 'Paratowyd ar' },
  upTo: { en: 'Everything up to position {position} in the log', cy: 'Popeth hyd at safle {position} yn y log' },
  introduction: {
    en: 'You asked for everything that this service holds about you. Here it is: first what it says of you now, then everything that was recorded, in order, with opinions and reasons as they were written.',
    cy: 'Gofynasoch am bopeth y mae’r gwasanaeth hwn yn ei ddal amdanoch. Dyma fe: yn gyntaf yr hyn y mae’n ei ddweud amdanoch nawr, yna bopeth a gofnodwyd, yn ei drefn, gyda barn a rhesymau fel y’u hysgrifennwyd.',
  },
  thirdParties: {
    en: 'Other people are shown by their role only, and what is theirs is left out. Texts are as somebody wrote them, in the language in which they wrote.',
    cy: 'Dangosir pobl eraill yn ôl eu rôl yn unig, a gadewir allan yr hyn sy’n eiddo iddynt. Mae testunau fel yr ysgrifennodd rhywun nhw, yn yr iaith yr ysgrifennwyd nhw ynddi.',
  },
  erased: {
    en: 'Your personal data was erased. That something happened and when is still on record; who it was about cannot be read any more, by anybody.',
    cy: 'Dilëwyd eich data personol. Mae’r ffaith bod rhywbeth wedi digwydd a phryd yn dal ar gofnod; ni all neb ddarllen mwyach am bwy yr oedd.',
  },
  rights: {
    en: 'If something is wrong, ask for it to be corrected; you may also object, or ask for erasure. You can complain to the Information Commissioner’s Office: ico.org.uk, 0303 123 1113.',
    cy: 'Os oes rhywbeth yn anghywir, gofynnwch am ei gywiro; cewch hefyd wrthwynebu, neu ofyn am ddileu. Gallwch gwyno i Swyddfa’r Comisiynydd Gwybodaeth: ico.org.uk, 0330 414 6421.',
  },
  now: { en: 'What is held now', cy: 'Yr hyn a ddelir nawr' },
  recorded: { en: 'What was recorded', cy: 'Yr hyn a gofnodwyd' },
  nothing: { en: 'Nothing.', cy: 'Dim byd.' },
  recordedAt: { en: 'Recorded', cy: 'Cofnodwyd' },
  effectiveOn: { en: 'Holds from', cy: 'Mewn grym o' },
  by: { en: 'By', cy: 'Gan' },
  reason: { en: 'Reason', cy: 'Rheswm' },
  aboutOthers: { en: 'You recorded this about something or somebody else.', cy: 'Chi a gofnododd hyn am rywbeth neu rywun arall.' },
  YOURSELF: { en: 'you', cy: 'chi' },
  SOMEBODY: { en: 'somebody else', cy: 'rhywun arall' },
  DEPUTY: { en: 'somebody in your name', cy: 'rhywun yn eich enw' },
  SERVICE: { en: 'the service', cy: 'y gwasanaeth' },
  WITHHELD: { en: '(about another person)', cy: '(am berson arall)' },
  ERASED: { en: '(erased)', cy: '(wedi’i ddileu)' },
  LOCKED: { en: '(cannot be read right now)', cy: '(ni ellir ei ddarllen ar hyn o bryd)' },
} as const satisfies Record<string, Bilingual>;

/** Words of an answer, in one language. */
export function wordsIn(language: Language): (word: keyof typeof WORDS, details?: Readonly<Record<string, string>>) => string {
  return (word, details = {}) => say(WORDS[word], details, language);
}
