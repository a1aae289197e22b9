import { fromLocalInput, toLocalInput } from './local-input.js';

describe('local input', () => {
  it('writes two digits each', () => expect(toLocalInput(new Date(2026, 0, 5, 9, 7))).toBe('2026-01-05T09:07'));
  it('comes back as the same moment', () => {
    const at = new Date(2026, 5, 30, 23, 59);
    expect(fromLocalInput(toLocalInput(at))).toBe(at.toISOString());
  });
  it('leaves what is no moment to the API', () => expect(fromLocalInput('')).toBe(''));
});
