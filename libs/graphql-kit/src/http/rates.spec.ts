import { networkOf, Rate } from './rates.js';

describe('a rate', () => {
  it('is so many requests of each a minute, and says when there is room again', () => {
    let now = 1_000;
    const rate = new Rate(2, () => now);
    expect([rate.take('a'), rate.take('a'), rate.take('b'), rate.take('a')]).toEqual([0, 0, 0, 60]);
    now += 59_500;
    expect([rate.take('a'), rate.take('b'), rate.take('b')]).toEqual([1, 0, 1]);
    now += 500;
    expect([rate.take('a'), rate.take('a'), rate.take('a')]).toEqual([0, 0, 60]);
  });
});

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:0DB8::6', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network));
});
