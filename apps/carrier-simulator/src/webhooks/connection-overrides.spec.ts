import { connectionOverrides } from './connection-overrides.js';

const rules = {
  connectMs: 5_000,
  readMs: 15_000,
  totalMs: 15_000,
  maxReadMs: 15_000,
  maxTotalMs: 15_000,
  retries: 1,
  retryOn: ['ct'],
};

describe('connectionOverrides', () => {
  it('is the default where the URL has no fragment', () => {
    expect(connectionOverrides('http://o/voice', 15_000, rules)).toEqual({
      connectMs: 5_000,
      readMs: 15_000,
      totalMs: 15_000,
      retries: 1,
      retryOn: ['ct'],
    });
  });

  it('reads the fragment and leaves out what is out of range', () => {
    expect(connectionOverrides('http://o/voice?a=1#rc=3&rp=ct,5xx&rt=5000&tt=99999', 15_000, rules)).toEqual({
      connectMs: 5_000,
      readMs: 5_000,
      totalMs: 15_000,
      retries: 3,
      retryOn: ['ct', '5xx'],
    });
  });
  it('takes no longer than the call allows', () => {
    expect(connectionOverrides('http://o/voice#rt=9000', 2_000, rules)).toMatchObject({
      connectMs: 2_000,
      readMs: 2_000,
      totalMs: 2_000,
    });
  });
});
