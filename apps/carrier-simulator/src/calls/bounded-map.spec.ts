import { BoundedMap } from './bounded-map.js';

describe('BoundedMap', () => {
  it('forgets the oldest one that may go', () => {
    const kept = new BoundedMap<string, { done: boolean }>(2, ({ done }) => done);
    kept.set('live', { done: false });
    kept.set('old', { done: true });
    kept.set('new', { done: true });
    expect([...kept.values()]).toHaveLength(2);
    expect(kept.get('live')).toBeDefined();
    expect(kept.get('old')).toBeUndefined();
  });
});
