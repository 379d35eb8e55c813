import { inForce } from './correction.js';
import type { Event, Recorded } from './event.js';
import { recorded } from './testing/deciding.js';

type Noted = Event<'Noted', { readonly what: number }>;
const noted = (what: number, at: number, link: { readonly corrects?: string; readonly voids?: string } = {}): Recorded<Noted> => ({
  ...(recorded<Noted>([{ type: 'Noted', data: { what } }])[0] as Recorded<Noted>),
  id: `event ${at}`,
  revision: BigInt(at),
  recordedAt: `2026-03-01T09:00:0${at % 10}.000Z`,
  ...link,
});
const said = (events: readonly Recorded<Noted>[]): readonly number[] => inForce(events).map(({ fact }) => fact.data.what);

describe('what holds after a history', () => {
  it('is what was recorded, in that order', () => expect(said([noted(1, 0), noted(2, 1)])).toEqual([1, 2]));

  it('has a correction, and the correction of that, where the first stood and as if recorded then', () => {
    const events = [noted(1, 0), noted(2, 1), noted(10, 2, { corrects: 'event 0' }), noted(100, 3, { corrects: 'event 2' })];
    expect(said(events)).toEqual([100, 2]);
    expect(inForce(events)[0]).toMatchObject({ first: events[0], fact: { id: 'event 3', revision: 0n, recordedAt: events[0]?.recordedAt } });
  });

  it('has nothing where something was voided, also by what corrected it', () =>
    expect(said([noted(1, 0), noted(2, 1), noted(10, 2, { corrects: 'event 0' }), noted(0, 3, { voids: 'event 2' })])).toEqual([2]));

  it('has none of what replaces something that is not there', () => expect(said([noted(1, 0), noted(9, 1, { corrects: 'elsewhere' })])).toEqual([1]));
});
