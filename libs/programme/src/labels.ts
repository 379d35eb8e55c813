import type { Labels } from '@app/feature';
import type { ShownTo } from '@app/graphql-kit';
import type { Bilingual } from '@app/localisation';
import type { CohortEvent } from './domain/cohort.events.js';
import type { ProgrammeEvent } from './domain/programme.events.js';

/** What each event of a cohort is called, in timelines and for whoever asks what is held about them. */
export const cohortEventLabels: Readonly<Record<CohortEvent['type'], Bilingual>> = {
  CohortOpened: { en: 'Cohort opened', cy: 'Agorwyd y garfan' },
  CohortRevised: { en: 'Cohort revised', cy: 'Diwygiwyd y garfan' },
  SessionScheduled: { en: 'Session scheduled', cy: 'Trefnwyd sesiwn' },
  SessionMoved: { en: 'Session moved', cy: 'Symudwyd sesiwn' },
  SessionCancelled: { en: 'Session cancelled', cy: 'Canslwyd sesiwn' },
  SelectionPanelMemberAppointed: { en: 'Appointed to a selection panel', cy: 'Penodwyd i banel dethol' },
  SelectionPanelMemberReleased: { en: 'Released from a selection panel', cy: 'Rhyddhawyd o banel dethol' },
  PlaceHeld: { en: 'Place held', cy: 'Cadwyd lle' },
  PlaceQueued: { en: 'Put on the waiting list', cy: 'Rhoddwyd ar y rhestr aros' },
  PlacePromoted: { en: 'Given a place from the waiting list', cy: 'Cafwyd lle o’r rhestr aros' },
  PlaceReleased: { en: 'Place released', cy: 'Rhyddhawyd lle' },
  QueueLeft: { en: 'Left the waiting list', cy: 'Gadawyd y rhestr aros' },
  CohortCancelled: { en: 'Cohort cancelled', cy: 'Canslwyd y garfan' },
};

export const programmeLabels = {
  events: {
    ...cohortEventLabels,
    ProgrammePublished: { en: 'Programme published', cy: 'Cyhoeddwyd rhaglen' },
    ProgrammeRevised: { en: 'Programme revised', cy: 'Diwygiwyd rhaglen' },
    ProgrammeLeadAppointed: { en: 'Appointed to lead a programme', cy: 'Penodwyd i arwain rhaglen' },
    ProgrammeLeadStoodDown: { en: 'No longer leads a programme', cy: 'Nid yw’n arwain rhaglen mwyach' },
  },
  fields: {
    reinstates: { en: 'Had again what had ended by mistake', cy: 'Cafwyd eto yr hyn a ddaeth i ben ar gam' },
    keepsTurn: { en: 'In the same turn as before', cy: 'Yn yr un tro ag o’r blaen' },
    basis: { en: 'Basis', cy: 'Sail', codes: 'PlaceBasis' },
    'PlaceReleased.cause': { en: 'Cause', cy: 'Achos', codes: 'ReleaseCause' },
    'QueueLeft.cause': { en: 'Cause', cy: 'Achos', codes: 'ReleaseCause' },
    cohortId: { en: 'Cohort', cy: 'Carfan' },
    programmeId: { en: 'Programme', cy: 'Rhaglen' },
    sessionId: { en: 'Session', cy: 'Sesiwn' },
  },
  tables: {
    ProgrammeLead: { en: 'Programmes that you lead', cy: 'Rhaglenni yr ydych yn eu harwain' },
    SelectionPanelMember: { en: 'Selection panels that you sit on', cy: 'Paneli dethol yr ydych yn aelod ohonynt' },
  },
} satisfies Labels<(ProgrammeEvent | CohortEvent)['type']>;

/** Who sees each in the timeline: a group of readers, or with `null` nobody. */
export const cohortShownTo: ShownTo<CohortEvent, 'history'> = {
  CohortOpened: 'history',
  CohortRevised: 'history',
  SessionScheduled: 'history',
  SessionMoved: 'history',
  SessionCancelled: 'history',
  PlaceHeld: 'history',
  PlaceQueued: 'history',
  PlacePromoted: 'history',
  PlaceReleased: 'history',
  QueueLeft: 'history',
  CohortCancelled: 'history',
  SelectionPanelMemberAppointed: 'history',
  SelectionPanelMemberReleased: 'history',
};

/** What a programme is, is public; who leads it is known to those who do, and to those who see that it is done. */
export const programmeShownTo: ShownTo<ProgrammeEvent, 'facts'> = {
  ProgrammePublished: 'facts',
  ProgrammeRevised: 'facts',
  ProgrammeLeadAppointed: null,
  ProgrammeLeadStoodDown: null,
};
