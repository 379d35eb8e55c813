import type { Labels } from '@app/feature';
import type { ShownTo } from '@app/graphql-kit';
import type { AssignmentEvent } from './domain/assignment.events.js';
import type { LeaderEvent } from './domain/leader.events.js';

export const leaderLabels = {
  events: {
    // The person
    LeaderRegistered: { en: 'Registered as a leader', cy: 'Cofrestrwyd fel arweinydd' },
    NameChanged: { en: 'Name changed', cy: 'Newidiwyd yr enw' },
    EmailChanged: { en: 'E-mail address changed', cy: 'Newidiwyd y cyfeiriad e-bost' },
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
  },
  fields: {
    leaderId: { en: 'Person', cy: 'Person' },
    personId: { en: 'Person', cy: 'Person' },
    managerId: { en: 'Line manager', cy: 'Rheolwr llinell' },
    mergedId: { en: 'Record that was merged into this one', cy: 'Cofnod a gyfunwyd â’r un hwn' },
    mergeId: { en: 'The proposal that it began with', cy: 'Y cynnig y dechreuodd ag ef' },
    'LeaderMergeProposed.mergedId': { en: 'Record that is said to be of the same person', cy: 'Cofnod y dywedir ei fod yn eiddo i’r un person' },
    'LeaderMergeWithdrawn.mergedId': { en: 'Record that was said to be of the same person', cy: 'Cofnod y dywedwyd ei fod yn eiddo i’r un person' },
    survivorId: { en: 'Record that goes on', cy: 'Cofnod sy’n parhau' },
    records: { en: 'Records of the person', cy: 'Cofnodion y person' },
    'name.legal': { en: 'Legal name', cy: 'Enw cyfreithiol' },
    'name.knownAs': { en: 'Name that you go by', cy: 'Enw a ddefnyddir' },
    'name.sort': { en: 'Name that you are filed under', cy: 'Enw ffeilio' },
    legalName: { en: 'Legal name', cy: 'Enw cyfreithiol' },
    knownAs: { en: 'Name that you go by', cy: 'Enw a ddefnyddir' },
    sortName: { en: 'Name that you are filed under', cy: 'Enw ffeilio' },
    email: { en: 'E-mail address', cy: 'Cyfeiriad e-bost' },
    language: { en: 'Language', cy: 'Iaith', codes: 'PreferredLanguage' },
    preferredLanguage: { en: 'Preferred language', cy: 'Dewis iaith', codes: 'PreferredLanguage' },
    participation: { en: 'Participation', cy: 'Cymryd rhan', codes: 'ParticipationStatus' },
    participationSince: { en: 'Participation since', cy: 'Cymryd rhan ers' },
    assignmentId: { en: 'Post', cy: 'Swydd' },
    post: { en: 'Title of the post', cy: 'Teitl y swydd' },
    wtePercent: { en: 'Whole-time equivalent, in hundredths', cy: 'Cyfwerth ag amser llawn, fesul canfed' },
    'AssignmentEnded.cause': { en: 'Cause', cy: 'Achos', words: { LEFT: { en: 'Left the employer', cy: 'Gadawodd y cyflogwr' } } },
    'AssignmentStarted.basis': { en: 'Basis', cy: 'Sail', codes: 'AssignmentBasis' },
    'AssignmentChanged.basis': { en: 'Basis', cy: 'Sail', codes: 'AssignmentBasis' },
    'Assignment.basis': { en: 'Basis', cy: 'Sail', codes: 'AssignmentBasis' },
    endsOn: { en: 'Last day', cy: 'Diwrnod olaf' },
    startsOn: { en: 'First day', cy: 'Diwrnod cyntaf' },
    lastDay: { en: 'Last day', cy: 'Diwrnod olaf' },
    ended: { en: 'Ended', cy: 'Wedi dod i ben' },
    'LeaderMerge.mergedId': {
      en: 'Record that is, or was, taken for one of the same person',
      cy: 'Cofnod yr ystyrir, neu yr ystyriwyd, ei fod yn eiddo i’r un person',
    },
    'LeaderMerge.state': { en: 'How far it has come', cy: 'Pa mor bell y mae wedi dod', codes: 'MergeState' },
    proposedById: { en: 'Who said so', cy: 'Pwy a ddywedodd hynny' },
    proposedAt: { en: 'When it was said', cy: 'Pryd y dywedwyd hynny' },
    proposalReason: { en: 'Why it was said', cy: 'Pam y dywedwyd hynny' },
    confirmedById: { en: 'Who confirmed it', cy: 'Pwy a’i cadarnhaodd' },
    confirmedAt: { en: 'When it was confirmed', cy: 'Pryd y’i cadarnhawyd' },
    confirmationReason: { en: 'Why it was confirmed', cy: 'Pam y’i cadarnhawyd' },
    endedById: { en: 'Who ended it', cy: 'Pwy a’i terfynodd' },
    endedAt: { en: 'When it ended', cy: 'Pryd y daeth i ben' },
    endReason: { en: 'Why it ended', cy: 'Pam y daeth i ben' },
  },
  tables: {
    Leader: { en: 'You', cy: 'Chi' },
    Assignment: { en: 'Your posts', cy: 'Eich swyddi' },
    LeaderMerge: { en: 'Records taken for one person’s', cy: 'Cofnodion yr ystyrir eu bod yn eiddo i’r un person' },
    ReportingLine: { en: 'Who manages you in a post', cy: 'Pwy sy’n eich rheoli mewn swydd' },
  },
} satisfies Labels<(LeaderEvent | AssignmentEvent)['type']>;

/** Who sees each in the timeline: a group of readers, or with `null` nobody. */
export const assignmentShownTo: ShownTo<AssignmentEvent, 'history'> = {
  AssignmentStarted: 'history',
  AssignmentChanged: 'history',
  AssignmentEnded: 'history',
  ReportingLineSet: 'history',
  ReportingLineEnded: 'history',
};

/** Who sees each in a record’s timeline. */
export const leaderShownTo: ShownTo<LeaderEvent, 'history'> = {
  LeaderRegistered: 'history',
  NameChanged: 'history',
  EmailChanged: 'history',
  LanguagePreferenceRecorded: 'history',
  ParticipationAgreed: 'history',
  ParticipationWithdrawn: 'history',
  LeaderLeft: 'history',
  LeaderReturned: 'history',
  LeaderMergeProposed: 'history',
  LeaderMergeWithdrawn: 'history',
  LeadersMerged: 'history',
  LeaderMergeUndone: 'history',
  LeaderRecordClosed: 'history',
  LeaderRecordReopened: 'history',
  LeaderErased: 'history',
};

/** A post shows its terms and days; whom it reports to, a row of its own. */
export const assignmentShownTo: ShownTo<AssignmentEvent, 'facts'> = {
  AssignmentStarted: 'facts',
  AssignmentChanged: 'facts',
  AssignmentEnded: 'facts',
  ReportingLineSet: null,
  ReportingLineEnded: null,
};
