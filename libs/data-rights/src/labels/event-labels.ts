import { enrolmentEventLabels } from '@app/enrolment/events';
import { leaderEventLabels } from '@app/leader/events';
import type { Bilingual } from '@app/localisation';
import { cohortEventLabels } from '@app/programme/events';
import type { HoldEvent } from '../domain/retention.events.js';

/** What is kept of somebody is kept for now, or not only for that. */
export const holdEventLabels: Readonly<Record<HoldEvent['type'], Bilingual>> = {
  HoldPlaced: { en: 'Put on hold: nothing is destroyed', cy: 'Daliwyd: ni ddinistrir dim' },
  HoldLifted: { en: 'Hold lifted', cy: 'Codwyd y daliad' },
};

/** What each event is called: by the features whose timelines show it, or here. */
export const EVENT_LABELS: Readonly<Record<string, Bilingual>> = {
  ...leaderEventLabels,
  // Accounts
  IdentityLinked: { en: 'Account linked', cy: 'Cysylltwyd cyfrif' },
  IdentityUnlinked: { en: 'Account unlinked', cy: 'Datgysylltwyd cyfrif' },
  DelegationGranted: { en: 'Deputy appointed', cy: 'Penodwyd dirprwy' },
  DelegationEnded: { en: 'Deputy stood down', cy: 'Rhyddhawyd dirprwy' },
  // Organisations, reasons, and how the installation is run
  OrganisationRegistered: { en: 'Organisation registered', cy: 'Cofrestrwyd sefydliad' },
  OrganisationRenamed: { en: 'Organisation renamed', cy: 'Ailenwyd sefydliad' },
  OrganisationReparented: { en: 'Organisation made accountable to another', cy: 'Gwnaed sefydliad yn atebol i un arall' },
  OrganisationClosed: { en: 'Organisation closed', cy: 'Caewyd sefydliad' },
  OrganisationsLinked: { en: 'Organisations linked', cy: 'Cysylltwyd sefydliadau' },
  ReasonCodeRegistered: { en: 'Reason registered', cy: 'Cofrestrwyd rheswm' },
  ReasonCodeRenamed: { en: 'Reason renamed', cy: 'Ailenwyd rheswm' },
  ReasonCodeRetired: { en: 'Reason retired', cy: 'Tynnwyd rheswm yn ôl' },
  EventPassedOver: { en: 'Event passed over', cy: 'Aethpwyd heibio i ddigwyddiad' },
  // Programmes and cohorts
  ProgrammePublished: { en: 'Programme published', cy: 'Cyhoeddwyd rhaglen' },
  ProgrammeRevised: { en: 'Programme revised', cy: 'Diwygiwyd rhaglen' },
  ProgrammeLeadAppointed: { en: 'Appointed to lead a programme', cy: 'Penodwyd i arwain rhaglen' },
  ProgrammeLeadStoodDown: { en: 'No longer leads a programme', cy: 'Nid yw’n arwain rhaglen mwyach' },
  ...cohortEventLabels,
  ...enrolmentEventLabels,
  // Equality
  QuestionSetPublished: { en: 'Equality questions published', cy: 'Cyhoeddwyd cwestiynau cydraddoldeb' },
  FiguresPublished: { en: 'Figures published', cy: 'Cyhoeddwyd ffigurau' },
  EqualityAnswersRecorded: { en: 'Equality answers given', cy: 'Rhoddwyd atebion cydraddoldeb' },
  EqualityAnswersWithdrawn: { en: 'Equality answers withdrawn', cy: 'Tynnwyd atebion cydraddoldeb yn ôl' },
  UnmaskedFiguresGranted: { en: 'Leave given to see figures unmasked', cy: 'Caniatawyd gweld ffigurau heb eu cuddio' },
  UnmaskedFiguresRead: { en: 'Figures seen unmasked', cy: 'Gwelwyd ffigurau heb eu cuddio' },
  // Rights
  ErasureRequested: { en: 'Erasure asked for', cy: 'Gofynnwyd am ddileu' },
  ErasureRefused: { en: 'Erasure refused', cy: 'Gwrthodwyd dileu' },
  ErasureApproved: { en: 'Erasure approved', cy: 'Cymeradwywyd dileu' },
  ErasureBegun: { en: 'Erasure begun', cy: 'Dechreuwyd dileu' },
  ErasureKeysDestroyed: { en: 'Keys destroyed', cy: 'Dinistriwyd yr allweddi' },
  ErasureCertified: { en: 'Erasure certified', cy: 'Ardystiwyd y dileu' },
  ErasureValuesRemain: { en: 'Something was still found after the erasure', cy: 'Canfuwyd rhywbeth o hyd ar ôl y dileu' },
  ErasureScanRequested: { en: 'Another search asked for', cy: 'Gofynnwyd am chwiliad arall' },
  ErasureCompleted: { en: 'Erasure completed', cy: 'Cwblhawyd y dileu' },
  RetentionOrdered: { en: 'Destruction ordered, since the time for keeping is over', cy: 'Gorchmynnwyd dinistrio, gan fod y cyfnod cadw ar ben' },
  RetentionApplied: { en: 'Destroyed, since the time for keeping is over', cy: 'Dinistriwyd, gan fod y cyfnod cadw ar ben' },
  ...holdEventLabels,
  PersonalDataRead: { en: 'Personal data read by somebody', cy: 'Darllenwyd data personol gan rywun' },
  SubjectAccessRequested: { en: 'Everything that is held was asked for', cy: 'Gofynnwyd am bopeth a ddelir' },
  SubjectAccessExtended: { en: 'More time to answer', cy: 'Rhagor o amser i ateb' },
  SubjectAccessAnswered: { en: 'What is held was given', cy: 'Rhoddwyd yr hyn a ddelir' },
};
