import type { Bilingual } from './language.js';

/** A notion of the product, with the one term that each language has for it. */
export interface Notion extends Bilingual {
  /** What code and the API call it. */
  readonly of: string;
  readonly meaning: string;
  /** What a screen says for it, where that is another wording than the term. */
  readonly screen?: Bilingual;
  /** How the term begins in each language, inflections left out: a text that has the English one has the Welsh one, mutated or not. */
  readonly stem?: { readonly english: string; readonly welsh: readonly string[] };
  /** What no text says for it. */
  readonly avoid?: { readonly english?: readonly string[]; readonly welsh?: readonly string[] };
}

/**
 * The words of the product. Texts are held against it by a specification, and the table in docs/languages.md is generated from it.
 * A term of several words is the phrase that a sentence goes on from.
 */
export const GLOSSARY: readonly Notion[] = [
  // Time
  {
    of: 'asOf',
    en: 'true on',
    cy: 'yn wir ar',
    meaning: 'The day for which facts are taken: what held then, whenever it was recorded.',
    screen: { en: 'True on {day}', cy: 'Yn wir ar {day}' },
    avoid: { english: ['effective date', 'as of date'], welsh: ['dyddiad effeithiol'] },
  },
  {
    of: 'knownAt',
    en: 'as recorded by',
    cy: 'fel y’i cofnodwyd erbyn',
    meaning: 'The moment up to which records are taken: what was known then.',
    screen: { en: 'As recorded by {moment}', cy: 'Fel y’i cofnodwyd erbyn {moment}' },
    avoid: { english: ['as known at', 'transaction time'], welsh: ['amser trafodiad'] },
  },
  {
    of: 'position',
    en: 'position in the log',
    cy: 'safle yn y log',
    meaning: 'How many events the log holds up to one: the lasting reference for what was known. A place is what a cohort has.',
    avoid: { english: ['place in the log', 'places in the log', 'sequence number'], welsh: ['lle yn y log', 'rhif dilyniant'] },
  },
  // Succession
  {
    of: 'stale',
    en: 'rating out of date',
    cy: 'graddiad wedi dyddio',
    meaning: 'A readiness rating older than its term: shown, and counted in no coverage.',
    avoid: { english: ['stale'], welsh: ['hen raddiad'] },
  },
  {
    of: 'exposed',
    en: 'nobody ready',
    cy: 'neb yn barod',
    meaning: 'Of a critical role that is vacant, or soon will be, without anybody ready now.',
    avoid: { english: ['exposed'], welsh: ['agored i risg'] },
  },
  {
    of: 'distinct-person coverage',
    en: 'if all fell vacant at once',
    cy: 'pe bai pob un yn wag ar unwaith',
    meaning: 'How many roles different people could fill at the same time.',
    avoid: { english: ['distinct-person', 'distinct person'], welsh: ['person gwahanol'] },
  },
  {
    of: 'candidacy',
    en: 'possible successor',
    cy: 'olynydd posibl',
    meaning: 'That somebody is considered for a critical role. It promises nothing.',
    avoid: { english: ['candidacy', 'candidate', 'heir'], welsh: ['ymgeisyddiaeth'] },
  },
  // People and their posts
  {
    of: 'leader',
    en: 'leader',
    cy: 'arweinydd',
    meaning: 'A person whose development is on record here.',
    stem: { english: 'leader', welsh: ['arwein', 'arwain'] },
    avoid: { english: ['learner', 'trainee'], welsh: ['dysgwr', 'hyfforddai'] },
  },
  {
    of: 'organisation',
    en: 'organisation',
    cy: 'sefydliad',
    meaning: 'A body of health or social care.',
    stem: { english: 'organisation', welsh: ['sefydliad'] },
    avoid: { english: ['organization'], welsh: ['mudiad'] },
  },
  {
    of: 'assignment',
    en: 'post',
    cy: 'swydd',
    meaning: 'What somebody does for an employer, from a first day to a last one.',
    avoid: { english: ['assignment', 'placement'], welsh: ['aseiniad'] },
  },
  {
    of: 'employer',
    en: 'employer',
    cy: 'cyflogwr',
    meaning: 'The organisation of a post.',
    stem: { english: 'employer', welsh: ['cyflog'] },
  },
  {
    of: 'line manager',
    en: 'line manager',
    cy: 'rheolwr llinell',
    meaning: 'Who manages somebody in a post.',
    stem: { english: 'line manager', welsh: ['rheolwr llinell', 'rheolwyr llinell'] },
    avoid: { english: ['supervisor'], welsh: ['goruchwyliwr'] },
  },
  {
    of: 'participation',
    en: 'participation',
    cy: 'cymryd rhan',
    meaning: 'That somebody agreed to be part of programmes. It is no consent under data protection law.',
    stem: { english: 'participation', welsh: ['cymryd rhan'] },
    avoid: { english: ['opt in', 'opt out'], welsh: ['optio'] },
  },
  {
    of: 'merge',
    en: 'merge',
    cy: 'cyfuno',
    meaning: 'That two records are of one person, and go on as one.',
    stem: { english: 'merge', welsh: ['cyfun'] },
    avoid: { english: ['joined records', 'records joined', 'joined to', 'deduplicat'], welsh: ['unwyd', 'dad-ddyblygu'] },
  },
  {
    of: 'delegation',
    en: 'deputy',
    cy: 'dirprwy',
    meaning: 'Who reads or acts in somebody’s name for a time.',
    stem: { english: 'deputy', welsh: ['dirprwy'] },
    avoid: { english: ['proxy', 'stand-in'], welsh: ['procsi'] },
  },
  // Programmes and the way through them
  {
    of: 'programme',
    en: 'programme',
    cy: 'rhaglen',
    meaning: 'What leaders take part in, run in cohorts.',
    stem: { english: 'programme', welsh: ['rhaglen'] },
    avoid: { english: ['course'], welsh: ['cwrs'] },
  },
  {
    of: 'cohort',
    en: 'cohort',
    cy: 'carfan',
    meaning: 'One run of a programme, with so many places.',
    stem: { english: 'cohort', welsh: ['carfan', 'carfannau'] },
    avoid: { english: ['intake'], welsh: ['cohort'] },
  },
  {
    of: 'session',
    en: 'session',
    cy: 'sesiwn',
    meaning: 'A part of a cohort that people attend.',
    stem: { english: 'session', welsh: ['sesiwn', 'sesiynau'] },
  },
  {
    of: 'place',
    en: 'place',
    cy: 'lle',
    meaning: 'Room for one leader in a cohort.',
    avoid: { english: ['seat'], welsh: ['sedd'] },
  },
  {
    of: 'waitlist',
    en: 'waiting list',
    cy: 'rhestr aros',
    meaning: 'Those who are to have a place once one is free, in order.',
    stem: { english: 'waiting list', welsh: ['rhestr aros'] },
    avoid: { english: ['waitlist', 'wait list', 'reserve list'], welsh: ['rhestr wrth gefn'] },
  },
  {
    of: 'enrolment',
    en: 'enrolment',
    cy: 'ymrestriad',
    meaning: 'One leader’s way through one cohort. To register (cofrestru) is what is done with people, organisations and reasons.',
    stem: { english: 'enrol', welsh: ['ymrestr'] },
    avoid: { english: ['enrollment', 'sign-up'], welsh: ['cofrestriad'] },
  },
  {
    of: 'application',
    en: 'application',
    cy: 'cais',
    meaning: 'That a leader asks for a place in a cohort.',
    stem: { english: 'application', welsh: ['cais', 'ceisiadau'] },
  },
  {
    of: 'nomination',
    en: 'nomination',
    cy: 'enwebiad',
    meaning: 'That somebody else asks for a place for them.',
    stem: { english: 'nominat', welsh: ['enweb'] },
  },
  {
    of: 'endorsement',
    en: 'endorse',
    cy: 'cefnogi',
    meaning: 'That an employer or sponsor stands behind an application.',
    stem: { english: 'endors', welsh: ['cefnog'] },
    avoid: { english: ['back the application'], welsh: ['ardystio cais', 'cymeradwyo cais'] },
  },
  {
    of: 'shortlist',
    en: 'shortlist',
    cy: 'rhestr fer',
    meaning: 'Those from among whom a panel selects.',
    stem: { english: 'shortlist', welsh: ['rhestr fer'] },
    avoid: { english: ['short list', 'longlist'], welsh: ['rhestr bwyso'] },
  },
  {
    of: 'selection panel',
    en: 'selection panel',
    cy: 'panel dethol',
    meaning: 'Those who select for one cohort.',
    stem: { english: 'selection panel', welsh: ['panel dethol', 'paneli dethol'] },
    avoid: { english: ['interview panel'], welsh: ['panel dewis'] },
  },
  {
    of: 'interruption',
    en: 'interrupted',
    cy: 'ar saib',
    meaning: 'Of an enrolment that leave or illness holds up; no clock runs against the person.',
    stem: { english: 'interrupt', welsh: ['saib'] },
    avoid: { english: ['suspended', 'paused'], welsh: ['atal dros dro', 'torrwyd ar draws'] },
  },
  {
    of: 'framework',
    en: 'framework',
    cy: 'fframwaith',
    meaning: 'What leaders are assessed against: elements, and a scale to rate them on. It has versions, which never change.',
    stem: { english: 'framework', welsh: ['fframwaith', 'fframweithiau'] },
  },
  {
    of: 'element',
    en: 'element',
    cy: 'elfen',
    meaning: 'A part of a framework: a competency, a behaviour, a capability, or what such parts make up.',
    stem: { english: 'element', welsh: ['elfen'] },
  },
  {
    of: 'crosswalk',
    en: 'crosswalk',
    cy: 'croesgyfeiriad',
    meaning: 'That an element corresponds to one of another version, as somebody says. No rating follows from it.',
    stem: { english: 'crosswalk', welsh: ['croesgyfeiriad'] },
  },
  {
    of: 'award',
    en: 'award',
    cy: 'dyfarniad',
    meaning: 'What is granted for a programme that was completed.',
    stem: { english: 'award', welsh: ['dyfarn'] },
    avoid: { welsh: ['gwobr'] },
  },
  // Records
  {
    of: 'event',
    en: 'event',
    cy: 'digwyddiad',
    meaning: 'Something that was recorded, for ever.',
    avoid: { english: ['transaction'], welsh: ['trafodiad'] },
  },
  {
    of: 'erasure',
    en: 'erasure',
    cy: 'dileu',
    meaning: 'That nothing personal of somebody can be read any more.',
    stem: { english: 'eras', welsh: ['dileu', 'dilë'] },
    avoid: { english: ['deletion', 'right to be forgotten'], welsh: ['dilead', 'hawl i gael eich anghofio'] },
  },
  {
    of: 'hold',
    en: 'hold',
    cy: 'daliad',
    meaning: 'That nothing of a record may be destroyed for now.',
    avoid: { english: ['legal freeze'], welsh: ['rhewi'] },
  },
  {
    of: 'equality answers',
    en: 'equality answers',
    cy: 'atebion cydraddoldeb',
    meaning: 'What somebody says of themselves for monitoring, of their own will.',
    stem: { english: 'equality', welsh: ['cydraddoldeb'] },
    avoid: { english: ['diversity data'], welsh: ['data amrywiaeth'] },
  },
  {
    of: 'figures',
    en: 'figures',
    cy: 'ffigurau',
    meaning: 'Counts of people, masked (wedi’u cuddio) where they are small.',
    stem: { english: 'figure', welsh: ['ffigur'] },
    avoid: { english: ['redacted'], welsh: ['golygwyd'] },
  },
  {
    of: 'task',
    en: 'task',
    cy: 'tasg',
    meaning: 'Something that waits for somebody, until it is settled.',
    avoid: { english: ['to-do', 'action item', 'work item'], welsh: ['eitem waith'] },
  },
  {
    of: 'register',
    en: 'register',
    cy: 'cofrestr',
    meaning: 'Who attended a session, and for how long.',
    avoid: { english: ['attendance sheet', 'roll call'], welsh: ['taflen bresenoldeb'] },
  },
  {
    of: 'reason code',
    en: 'reason',
    cy: 'rheswm',
    meaning: 'Why something was decided: one of a list, or sealed words.',
    stem: { english: 'reason', welsh: ['rheswm', 'rhesymau'] },
  },
];
