import type { ReasonName } from './reason-code.events.js';

/**
 * The reasons that come with the product. They stand in the program and not in the log, so that every installation has them, whatever was
 * loaded into it and when. None is about somebody's health, family or conduct: a reason stands in the open.
 */
export const BUNDLED: Readonly<Record<string, ReasonName>> = {
  // What the product itself says of a withdrawal that follows from something else
  LEFT: { en: 'Left the employer', cy: 'Gadawodd y cyflogwr' },
  MERGED: { en: 'Two records merged', cy: 'Cyfunwyd dau gofnod' },
  PARTICIPATION_WITHDRAWN: { en: 'Participation withdrawn', cy: 'Tynnwyd y cytundeb i gymryd rhan yn ôl' },
  // People
  OWN_REQUEST: { en: 'At the person’s own request', cy: 'Ar gais y person ei hun' },
  PERSONAL_REASONS: { en: 'Personal reasons', cy: 'Rhesymau personol' },
  RELOCATION: { en: 'Moving away', cy: 'Symud i ffwrdd' },
  RETIREMENT: { en: 'Retirement', cy: 'Ymddeoliad' },
  // Work
  EMPLOYER_REQUEST: { en: 'At the employer’s request', cy: 'Ar gais y cyflogwr' },
  END_OF_CONTRACT: { en: 'End of contract', cy: 'Diwedd contract' },
  NOT_RELEASED: { en: 'Not released from work', cy: 'Heb gael amser o’r gwaith' },
  REORGANISATION: { en: 'Reorganisation', cy: 'Ad-drefnu' },
  ROLE_CHANGED: { en: 'Change of role', cy: 'Newid rôl' },
  SERVICE_PRESSURES: { en: 'Pressures on the service', cy: 'Pwysau ar y gwasanaeth' },
  WORKLOAD: { en: 'Workload', cy: 'Llwyth gwaith' },
  // Programmes and cohorts
  CRITERIA_NOT_MET: { en: 'Criteria not met', cy: 'Heb fodloni’r meini prawf' },
  FUNDING_WITHDRAWN: { en: 'Funding withdrawn', cy: 'Tynnwyd y cyllid yn ôl' },
  NO_TUTOR: { en: 'No tutor', cy: 'Dim tiwtor' },
  NO_VENUE: { en: 'No venue', cy: 'Dim lleoliad' },
  TIMETABLE_CHANGED: { en: 'Timetable changed', cy: 'Newidiwyd yr amserlen' },
  TOO_FEW_PARTICIPANTS: { en: 'Too few participants', cy: 'Rhy ychydig o gyfranogwyr' },
  WAITING_LIST_CLOSED: { en: 'Waiting list closed', cy: 'Caewyd y rhestr aros' },
  // Records
  DUPLICATE_RECORD: { en: 'Duplicate record', cy: 'Cofnod dyblyg' },
  LATE_RECORDING: { en: 'Recorded late', cy: 'Cofnodwyd yn hwyr' },
  RECORDED_IN_ERROR: { en: 'Recorded in error', cy: 'Cofnodwyd ar gam' },
  // What personal data is read for
  APPRAISAL: { en: 'Appraisal', cy: 'Arfarniad' },
  AUDIT: { en: 'Audit', cy: 'Archwiliad' },
  DATA_SUBJECT_ENQUIRY: { en: 'A question of the person’s own about their data', cy: 'Cwestiwn gan y person am ei ddata' },
  SELECTION: { en: 'Selection', cy: 'Dethol' },
  SUPPORT: { en: 'Support for participants', cy: 'Cefnogi cyfranogwyr' },
};
