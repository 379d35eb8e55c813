import type { Holding } from './holding.js';
import { type Heading, HtmlRendering, JsonRendering, type Rendering } from './rendering.js';

const heading: Heading = {
  requestId: 'r',
  receivedOn: '2026-03-02',
  dueOn: '2026-03-30',
  madeAt: '2026-03-03T09:00:00.000Z',
  upTo: '42',
  language: 'cy',
  person: { leaderId: 'l', name: 'Siân <b>', erased: false },
};
const text = (value: string, language: 'en' | 'cy' = 'cy') => ({ value, language });
const now: Holding = {
  kind: 'NOW',
  type: 'Leader',
  label: text('Chi'),
  fields: [{ path: 'name', label: text('Enw'), value: { state: 'OPEN', text: text('<script>"&', 'en') } }],
};
const recorded: Holding = {
  kind: 'RECORDED',
  type: 'ReportingLineSet',
  label: text('Cofnodwyd rheolwr llinell'),
  recorded: {
    position: '7',
    recordedAt: '2026-03-01T09:00:00.000Z',
    effectiveOn: '2026-03-01',
    by: { who: 'SOMEBODY', role: text('Gweinyddwr') },
    aboutYou: true,
  },
  fields: [{ path: 'managerId', label: text('Rheolwr llinell'), value: { state: 'SOMEBODY' } }],
};
const whole = (rendering: Rendering, holdings: readonly Holding[]) =>
  rendering.begin(heading) + holdings.map((holding) => rendering.holding(holding)).join('') + rendering.end();

describe('an answer as a page', () => {
  it('is in the person’s language, and marks what is not', () => {
    const page = whole(new HtmlRendering(), [now, recorded]);
    expect(page).toContain('<html lang="cy">');
    expect(page).toContain('<dd lang="en">&lt;script&gt;&quot;&amp;</dd>');
    expect(page).toContain('rhywun arall (<span>Gweinyddwr</span>)');
    expect(page).not.toMatch(/<script|src=|href=/);
  });
  it('opens and closes each of its parts', () => {
    for (const holdings of [[], [now], [recorded], [now, now, recorded, recorded]]) {
      const page = whole(new HtmlRendering(), holdings);
      for (const tag of ['section', 'article', 'dl', 'main', 'body', 'html'])
        expect([tag, page.match(new RegExp(`<${tag}[ >]`, 'g'))?.length]).toEqual([tag, page.match(new RegExp(`</${tag}>`, 'g'))?.length]);
    }
  });
});

describe('an answer for programs', () => {
  it('is JSON, whatever is in it', () => {
    expect(JSON.parse(whole(new JsonRendering(), []))).toMatchObject({ format: 'tracker-subject-access/1', person: { name: 'Siân <b>' }, held: [] });
    expect(JSON.parse(whole(new JsonRendering(), [now, recorded]))).toMatchObject({ held: [now, recorded] });
  });
});
