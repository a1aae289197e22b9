import { Seal } from './seal.js';

const seal = new Seal('a'.repeat(32));

it('opens what it closed, and closes the same text differently each time', () => {
  const sealed = seal.close('tökén');
  expect(seal.open(sealed)).toBe('tökén');
  expect(seal.close('tökén')).not.toBe(sealed);
});

it('does not open with another key, or after a change', () => {
  const sealed = seal.close('token');
  expect(() => new Seal('b'.repeat(32)).open(sealed)).toThrow('SECRET_KEY');
  expect(() => seal.open(`${sealed.slice(0, -2)}AA`)).toThrow();
});
