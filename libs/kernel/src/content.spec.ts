import { present, sameContent } from './content.js';

describe('content', () => {
  it('leaves out what is absent', () => {
    expect(present({ a: 1, b: undefined, c: null, d: '' })).toStrictEqual({ a: 1, d: '' });
  });

  it('is the same when it says the same', () => {
    expect(sameContent({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1, d: undefined })).toBe(true);
    expect(sameContent({ a: 1 }, { a: 2 })).toBe(false);
    expect(sameContent({ a: [] }, { a: {} })).toBe(false);
    expect(sameContent({ a: [1] }, { a: [1, 2] })).toBe(false);
    expect(sameContent({}, { a: 0 })).toBe(false);
    expect(sameContent(null, undefined)).toBe(true);
  });
});
