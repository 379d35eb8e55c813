/** A version of a framework with one element and two levels, as a mutation takes it. */
export const frameworkVersion = (code: string) => ({
  code,
  version: '1.0',
  names: { en: code, cyMissing: 'NOT_PUBLISHED' },
  publisher: 'HEIW',
  source: 'A document, https://example.org',
  licence: { status: 'NAMES_ONLY', note: { en: 'Names only.', cy: 'Enwau’n unig.' } },
  elements: [{ code: 'attending', names: { en: 'Attending', cyMissing: 'NOT_PUBLISHED' } }],
  scale: [
    { code: 'low', names: { en: 'Low', cy: 'Isel' }, rank: 1 },
    { code: 'high', names: { en: 'High', cy: 'Uchel' }, rank: 2 },
  ],
});
