import type { Bilingual } from '@app/localisation';
import type { AssignmentEvent } from './domain/assignment.events.js';
import type { LeaderEvent } from './domain/leader.events.js';

/** What each event is called, in timelines and for whoever asks what is held about them. */
export const leaderEventLabels: Readonly<Record<(LeaderEvent | AssignmentEvent)['type'], Bilingual>> = {
  // The person
  LeaderRegistered: { en: 'Registered as a leader', cy: 'Cofrestrwyd fel arweinydd' },
  NameChanged: { en: 'Name changed', cy: 'Newidiwyd yr enw' },
  LanguagePreferenceRecorded: { en: 'Preferred language recorded', cy: 'Cofnodwyd y dewis iaith' },
  ParticipationAgreed: { en: 'Participation agreed', cy: 'Cytunwyd i gymryd rhan' },
  ParticipationWithdrawn: { en: 'Participation withdrawn', cy: 'Tynnwyd y cytundeb i gymryd rhan yn ôl' },
  LeaderLeft: { en: 'Left an employer', cy: 'Gadawyd cyflogwr' },
  LeaderReturned: { en: 'Returned to an employer', cy: 'Dychwelwyd at gyflogwr' },
  LeaderMergeProposed: { en: 'Said to be one person’s: another record', cy: 'Dywedwyd bod cofnod arall yn eiddo i’r un person' },
  LeaderMergeWithdrawn: { en: 'No longer said to be one person’s: another record', cy: 'Ni ddywedir mwyach fod cofnod arall yn eiddo i’r un person' },
  LeadersMerged: { en: 'Two records merged', cy: 'Cyfunwyd dau gofnod' },
  LeaderMergeUndone: { en: 'Merged records parted again', cy: 'Gwahanwyd cofnodion a gyfunwyd' },
  LeaderRecordClosed: { en: 'Record closed', cy: 'Caewyd y cofnod' },
  LeaderRecordReopened: { en: 'Record opened again', cy: 'Ailagorwyd y cofnod' },
  LeaderErased: { en: 'Personal data erased', cy: 'Dilëwyd y data personol' },
  // Posts
  AssignmentStarted: { en: 'Post begun', cy: 'Dechreuwyd swydd' },
  AssignmentChanged: { en: 'Terms of a post changed', cy: 'Newidiwyd telerau swydd' },
  AssignmentEnded: { en: 'Post ended', cy: 'Daeth swydd i ben' },
  ReportingLineSet: { en: 'Line manager recorded', cy: 'Cofnodwyd rheolwr llinell' },
  ReportingLineEnded: { en: 'Line management ended', cy: 'Daeth y rheolaeth llinell i ben' },
};
