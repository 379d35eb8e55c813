import { londonDate } from '@app/kernel';
import { projection } from '@app/read-model';
import type { PublicationEvent, UnmaskedEvent } from '../domain/figures.events.js';
import { FigurePublicationRow, UnmaskedGrantRow, UnmaskedReadingRow } from './figures.row.js';

export const figurePublicationProjection = projection<PublicationEvent, FigurePublicationRow>(FigurePublicationRow, {
  version: 1,
  key: ({ data }) => data.publicationId,
  on: {
    FiguresPublished: (_row, { data, recordedAt }) => ({
      id: data.publicationId,
      publishedOn: londonDate(new Date(recordedAt)),
      countedAt: BigInt(data.countedAt),
      masked: data.masked,
      roundTo: data.roundTo,
      characteristics: data.characteristics,
      figures: data.figures,
      categoryFigures: data.categoryFigures,
    }),
  },
});

export const unmaskedGrantProjection = projection<UnmaskedEvent, UnmaskedGrantRow>(UnmaskedGrantRow, {
  version: 2,
  key: (event) => (event.type === 'UnmaskedFiguresGranted' ? event.data.grantId : []),
  on: {
    UnmaskedFiguresGranted: (_row, { data: { grantId, granteeId, granterId, until, reason }, recordedAt }) => ({
      id: grantId,
      granteeId,
      granterId,
      grantedAt: recordedAt,
      until,
      reason,
    }),
    UnmaskedFiguresRead: null,
  },
});

export const unmaskedReadingProjection = projection<UnmaskedEvent, UnmaskedReadingRow>(UnmaskedReadingRow, {
  version: 1,
  key: (event) => (event.type === 'UnmaskedFiguresRead' ? event.data.readingId : []),
  on: {
    UnmaskedFiguresRead: (_row, { data, recordedAt }) => ({
      id: data.readingId,
      grantId: data.grantId,
      readerId: data.readerId,
      readAt: recordedAt,
      until: data.until,
      countedAt: BigInt(data.countedAt),
      nation: data.nation ?? null,
      organisationId: data.organisationId ?? null,
      programmeId: data.programmeId ?? null,
      characteristic: data.characteristic ?? null,
    }),
    UnmaskedFiguresGranted: null,
  },
});
