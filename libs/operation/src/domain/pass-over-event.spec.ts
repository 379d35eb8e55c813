import { deciding, metaFor } from '@app/kernel/testing';
import { passedOver, passOver, PassOverEvent, type Standing } from './pass-over-event.js';
import type { EventPassedOver } from './reader.events.js';

const eventId = '11111111-1111-4111-8111-111111111111';
const stopped: Standing = { readers: ['directory', 'read-model'], isRecorded: true, stoppedAt: { id: eventId, type: 'PlaceOffered', position: 7n } };
const command = new PassOverEvent(metaFor(), { reader: 'directory', eventId, reason: 'FOREIGN' });
const recorded: EventPassedOver = {
  type: 'EventPassedOver',
  data: { reader: 'directory', eventId, eventType: 'PlaceOffered', position: '7', reason: 'FOREIGN', passedOverBy: metaFor().actor.id },
};

describe('passing over an event', () => {
  const standing = (known: Partial<Standing> = {}) => deciding(passedOver, passOver, { ...stopped, ...known });

  it('records which event, by which reader, who decided it and why', () => standing()().when(command).thenRecorded(recorded));
  it('records no position of what has none in the log', () => {
    const { position: _none, ...data } = recorded.data;
    standing({ isRecorded: false, stoppedAt: { id: eventId, type: 'PlaceOffered', position: null } })()
      .when(command)
      .thenRecorded({ type: 'EventPassedOver', data });
  });
  it('records where in an EventStoreDB an event stands that was never mirrored, and passes over another under the same id too', () => {
    const { position: _none, ...data } = recorded.data;
    const foreign = { id: eventId, type: 'PlaceOffered', position: null, stream: 'tracker.enrolment-1', revision: 5n };
    const there: EventPassedOver = { type: 'EventPassedOver', data: { ...data, stream: 'tracker.enrolment-1', revision: '5' } };
    const standingAt = (stoppedAt: Standing['stoppedAt']) => standing({ isRecorded: false, stoppedAt });
    standingAt(foreign)().when(command).thenRecorded(there);
    standingAt(foreign)(there).when(command).thenNothing();
    standingAt({ ...foreign, revision: 6n })(there)
      .when(command)
      .thenRecorded({ type: 'EventPassedOver', data: { ...there.data, revision: '6' } });
  });
  it('records nothing the second time, when the reader has gone on', () => standing({ stoppedAt: undefined })(recorded).when(command).thenNothing());
  it('is refused for another reason than that very event was passed over for', () => {
    const another: EventPassedOver = { type: 'EventPassedOver', data: { ...recorded.data, eventId: 'another', reason: 'READER_AT_FAULT' } };
    const given = standing({ stoppedAt: undefined })(recorded, another);
    given.when(command).thenNothing();
    given
      .when(new PassOverEvent(metaFor(), { ...command.input, reason: 'READER_AT_FAULT' }))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'reason', recordedOn: '2026-03-01' });
  });
  it('is refused of what reads no log', () =>
    standing({ readers: ['read-model'] })()
      .when(command)
      .thenRefused('READER_NOT_FOUND', { reader: 'directory', names: 'read-model' }));
  it('names all that do read it', () =>
    standing({ readers: ['read-model', 'mirror'] })()
      .when(command)
      .thenRefused('READER_NOT_FOUND', { reader: 'directory', names: 'read-model, mirror' }));
  it('is refused of what was never recorded', () => standing({ isRecorded: false, stoppedAt: undefined })().when(command).thenRefused('EVENT_NOT_FOUND'));
  it('is refused where the reader has not stopped, or at another event', () => {
    standing({ stoppedAt: undefined })().when(command).thenRefused('READER_NOT_STOPPED', { reader: 'directory' });
    standing({ stoppedAt: { id: 'another', type: 'PlaceOffered', position: 6n } })()
      .when(command)
      .thenRefused('READER_NOT_STOPPED');
  });
});
