import { enrolmentEventLabels } from '@app/enrolment/events';
import { leaderEventLabels } from '@app/leader/events';
import type { Bilingual } from '@app/localisation';

/** What each event that can be about a person is called: by the features whose timelines show it, or here. */
export const EVENT_LABELS: Readonly<Record<string, Bilingual>> = {
  ...leaderEventLabels,
  // Accounts
  IdentityLinked: { en: 'Account linked', cy: 'Cysylltwyd cyfrif' },
  IdentityUnlinked: { en: 'Account unlinked', cy: 'Datgysylltwyd cyfrif' },
  DelegationGranted: { en: 'Deputy appointed', cy: 'Penodwyd dirprwy' },
  DelegationEnded: { en: 'Deputy stood down', cy: 'Rhyddhawyd dirprwy' },
  // Programmes and cohorts
  ProgrammeLeadAppointed: { en: 'Appointed to lead a programme', cy: 'Penodwyd i arwain rhaglen' },
  ProgrammeLeadStoodDown: { en: 'No longer leads a programme', cy: 'Nid yw’n arwain rhaglen mwyach' },
  SelectionPanelMemberAppointed: { en: 'Appointed to a selection panel', cy: 'Penodwyd i banel dethol' },
  SelectionPanelMemberReleased: { en: 'Released from a selection panel', cy: 'Rhyddhawyd o banel dethol' },
  PlaceHeld: { en: 'Place held', cy: 'Cadwyd lle' },
  PlaceQueued: { en: 'Put on the waiting list', cy: 'Rhoddwyd ar y rhestr aros' },
  PlacePromoted: { en: 'Given a place from the waiting list', cy: 'Cafwyd lle o’r rhestr aros' },
  PlaceReleased: { en: 'Place released', cy: 'Rhyddhawyd lle' },
  QueueLeft: { en: 'Left the waiting list', cy: 'Gadawyd y rhestr aros' },
  ...enrolmentEventLabels,
  // Equality
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
  HoldPlaced: { en: 'Put on hold: nothing is destroyed', cy: 'Daliwyd: ni ddinistrir dim' },
  HoldLifted: { en: 'Hold lifted', cy: 'Codwyd y daliad' },
  PersonalDataRead: { en: 'Personal data read by somebody', cy: 'Darllenwyd data personol gan rywun' },
  SubjectAccessRequested: { en: 'Everything that is held was asked for', cy: 'Gofynnwyd am bopeth a ddelir' },
  SubjectAccessExtended: { en: 'More time to answer', cy: 'Rhagor o amser i ateb' },
  SubjectAccessAnswered: { en: 'What is held was given', cy: 'Rhoddwyd yr hyn a ddelir' },
};
