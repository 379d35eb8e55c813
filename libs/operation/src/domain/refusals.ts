import { refusals } from '@app/kernel';

export const refuse = refusals({
  READER_NOT_FOUND: {
    en: 'Nothing reads the log under the name {reader}. These do: {names}.',
    cy: 'Nid oes dim yn darllen y log o dan yr enw {reader}. Mae’r rhain yn gwneud: {names}.',
    field: 'reader',
  },
  EVENT_NOT_FOUND: {
    en: 'No event is recorded under this id. Check the id, or give the position in the log.',
    cy: 'Nid oes digwyddiad wedi’i gofnodi o dan yr ID hwn. Gwiriwch yr ID, neu rhowch y safle yn y log.',
    field: 'eventId',
  },
  READER_NOT_STOPPED: {
    en: '{reader} has not stopped at this event, so there is nothing to pass over; or it is trying again just now. Look at “projections status”, and try again.',
    cy: 'Nid yw {reader} wedi stopio wrth y digwyddiad hwn, felly nid oes dim i fynd heibio iddo; neu mae’n ceisio eto yr eiliad hon. Edrychwch ar “projections status”, a rhowch gynnig arall arni.',
    field: 'eventId',
  },
});
