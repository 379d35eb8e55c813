import { Mergers } from './mergers.js';

const merge = (leaderId: string, mergedId: string) => ({ leaderId, mergedId });

describe('who had a part in the merges of a record', () => {
  it('is whoever proposed one and whoever confirmed it, told of either record', () => {
    const mergers = new Mergers();
    mergers.proposed(merge('ann', 'anne'), ['proposer', 'deputy']);
    mergers.merged(merge('ann', 'anne'), ['confirmer']);
    expect(mergers.of('ann')).toEqual(['proposer', 'deputy', 'confirmer']);
    expect(mergers.of('anne')).toEqual(mergers.of('ann'));
  });
  it('is everybody who ever did, where two were merged, parted and merged again', () => {
    const mergers = new Mergers();
    mergers.merged(merge('ann', 'anne'), ['first']);
    mergers.merged(merge('ann', 'anne'), ['second']);
    expect(mergers.of('anne')).toEqual(['first', 'second']);
  });
  it('is whoever merged what it was merged with, and so on', () => {
    const mergers = new Mergers();
    mergers.merged(merge('ann', 'anne'), ['one']);
    mergers.merged(merge('ann', 'annie'), ['two']);
    mergers.merged(merge('hannah', 'annie'), ['three']);
    for (const record of ['ann', 'anne', 'annie', 'hannah']) expect([...mergers.of(record)].sort()).toEqual(['one', 'three', 'two']);
  });
  it('is nobody where a merge was proposed and not confirmed, nor of any other record', () => {
    const mergers = new Mergers();
    mergers.proposed(merge('ann', 'anne'), ['proposer']);
    mergers.merged(merge('bob', 'rob'), ['confirmer']);
    expect(mergers.of('ann')).toEqual([]);
    expect(mergers.of('nobody')).toEqual([]);
    expect(mergers.of('bob')).toEqual(['confirmer']);
  });
});
