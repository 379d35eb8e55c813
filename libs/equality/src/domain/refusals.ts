import { refusals } from '@app/kernel';

export const refuse = refusals({
  EQUALITY_ANSWERS_OWN_ONLY: {
    en: 'Only the person themselves answers these questions or takes answers back: nobody does so for them, also in their name. Sign in as yourself.',
    cy: 'Dim ond y person ei hun sy’n ateb y cwestiynau hyn neu’n tynnu atebion yn ôl: nid oes neb yn gwneud hynny drosto, nac yn ei enw. Mewngofnodwch fel chi eich hun.',
    field: 'leaderId',
  },
  LEADER_NOT_FOUND: {
    en: 'No leader is registered under this id. Check the id.',
    cy: 'Nid oes arweinydd wedi’i gofrestru o dan yr ID hwn. Gwiriwch yr ID.',
    field: 'leaderId',
  },
  LEADER_MERGED: {
    en: 'This record was merged into another of the same person, {survivorId}. Sign in again, and answer on that one.',
    cy: 'Cafodd y cofnod hwn ei gyfuno â chofnod arall o’r un person, {survivorId}. Mewngofnodwch eto, ac atebwch ar hwnnw.',
    ids: { survivorId: 'Leader' },
    field: 'leaderId',
  },
  QUESTION_SET_NOT_FOUND: {
    en: 'There are no questions under this id. Choose one of `questionSets`.',
    cy: 'Nid oes cwestiynau o dan yr ID hwn. Dewiswch un o `questionSets`.',
    field: 'questionSetId',
  },
  QUESTION_SET_EDITION_FIXED: {
    en: 'Edition {edition} of the questions {code} is published and never changes. Publish a later edition.',
    cy: 'Mae argraffiad {edition} o’r cwestiynau {code} wedi’i gyhoeddi ac nid yw byth yn newid. Cyhoeddwch argraffiad diweddarach.',
    field: 'edition',
  },
  QUESTION_SET_INCONSISTENT: {
    en: 'The question {question} is not whole: give it a code of its own, two categories or more, and to each option one of them that it is counted as. Each code once; not-known is no category.',
    cy: 'Nid yw’r cwestiwn {question} yn gyflawn: rhowch ei god ei hun iddo, dau gategori neu fwy, ac i bob opsiwn un ohonynt y caiff ei gyfrif ynddo. Pob cod unwaith; nid yw not-known yn gategori.',
    field: 'questions',
  },
  QUESTION_NOT_ASKED: {
    en: 'These questions have none called {question}. They are: {questions}.',
    cy: 'Nid oes cwestiwn o’r enw {question} yma. Dyma nhw: {questions}.',
    field: 'answers',
  },
  QUESTION_ANSWERED_TWICE: {
    en: 'A question is answered twice. Give one answer to each.',
    cy: 'Mae cwestiwn wedi’i ateb ddwywaith. Rhowch un ateb i bob un.',
    field: 'answers',
  },
  ANSWER_NOT_OFFERED: {
    en: 'The question {question} has no such answer. Choose one of: {options}.',
    cy: 'Nid oes ateb o’r fath i’r cwestiwn {question}. Dewiswch un o: {options}.',
    field: 'answers',
  },
  FIGURES_TOO_SOON: {
    en: 'Figures were published on {last}. At least {days} days lie between publications, so that their difference says nothing about one person. Publish from {next} on.',
    cy: 'Cyhoeddwyd ffigurau ar {last}. Mae o leiaf {days} diwrnod rhwng cyhoeddiadau, fel nad yw’r gwahaniaeth rhyngddynt yn dweud dim am un person. Cyhoeddwch o {next} ymlaen.',
  },
  FIGURES_NOT_READY: {
    en: 'Figures cannot be counted now: equality answers are not all readable yet. Try again in a minute.',
    cy: 'Ni ellir cyfrif ffigurau nawr: nid oes modd darllen pob ateb cydraddoldeb eto. Rhowch gynnig arall arni ymhen munud.',
  },
  FIGURES_DIMENSIONS: {
    en: 'Figures are not answered by this combination. Ask for everybody, by nation, by organisation, by programme, or by organisation and programme; each of these also by one characteristic.',
    cy: 'Ni roddir ffigurau yn ôl y cyfuniad hwn. Gofynnwch am bawb, yn ôl cenedl, yn ôl sefydliad, yn ôl rhaglen, neu yn ôl sefydliad a rhaglen; pob un o’r rhain hefyd yn ôl un nodwedd.',
  },
  FIGURES_CHARACTERISTIC: {
    en: 'Figures are not published by {characteristic}. They are by: {characteristics}.',
    cy: 'Ni chyhoeddir ffigurau yn ôl {characteristic}. Fe’u cyhoeddir yn ôl: {characteristics}.',
    field: 'characteristic',
  },
  FIGURES_DATES: {
    en: 'Figures are answered for publications alone, and as of the day of asking. Leave the moment out for the latest, or give the position of one: {publications}.',
    cy: 'Dim ond ar gyfer cyhoeddiadau y rhoddir ffigurau, ac o ddyddiad y cais. Hepgorwch y foment i gael y diweddaraf, neu rhowch safle un: {publications}.',
    field: 'position',
  },
  UNMASKED_ALREADY_GRANTED: {
    en: 'Leave was granted under this id already. Choose a new id.',
    cy: 'Rhoddwyd caniatâd o dan yr ID hwn eisoes. Dewiswch ID newydd.',
    field: 'grantId',
  },
  UNMASKED_NEEDS_SECOND_PERSON: {
    en: 'Nobody grants this to themselves, nor to whoever has an account or record that is linked with theirs, or once was. Ask somebody else to.',
    cy: 'Nid oes neb yn rhoi hyn iddo’i hun, nac i’r sawl y mae ei gyfrif neu ei gofnod wedi’i gysylltu â’i un ef, neu a fu unwaith. Gofynnwch i rywun arall.',
    field: 'granteeId',
  },
  UNMASKED_TOO_LONG: {
    en: 'Leave to see figures unmasked is for one session: from 1 to {most} hours.',
    cy: 'Ar gyfer un sesiwn y mae caniatâd i weld ffigurau heb eu cuddio: o 1 i {most} awr.',
    field: 'hours',
  },
  UNMASKED_NOT_GRANTED: {
    en: 'Nobody has granted you this under this id. Ask an administrator for leave, for the session, with the reason.',
    cy: 'Nid oes neb wedi rhoi hyn i chi o dan yr ID hwn. Gofynnwch i weinyddwr am ganiatâd, ar gyfer y sesiwn, gyda’r rheswm.',
    field: 'grantId',
  },
  UNMASKED_ENDED: {
    en: 'This leave ended at {until}. Ask for another.',
    cy: 'Daeth y caniatâd hwn i ben am {until}. Gofynnwch am un arall.',
    field: 'grantId',
  },
});
