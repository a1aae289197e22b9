import { shiftColor } from './shift-color.js';

const people = Array.from({ length: 12 }, (_, n) => ({ id: `user_${n}`, name: `Person ${n}` }));

describe('shiftColor', () => {
  it('keeps red for gaps', () => {
    expect(shiftColor(null, people)).toBe('red');
    expect(people.map(({ id }) => shiftColor(id, people))).not.toContain('red');
  });
  it('tells ten people apart', () =>
    expect(new Set(people.slice(0, 10).map(({ id }) => shiftColor(id, people))).size).toBe(10));
  it('has one for somebody who is gone', () => expect(shiftColor('user_gone', people)).toBe('gray'));
});
