import { remembering } from './remembering.js';

describe('a function with its answers kept', () => {
  const counting = (limit: number) => {
    const asked: string[] = [];
    const shout = remembering(limit, (word: string) => {
      asked.push(word);
      return word.toUpperCase();
    });
    return { asked, shout };
  };

  it('works each answer out once', () => {
    const { asked, shout } = counting(10);
    expect([shout('a'), shout('b'), shout('a')]).toEqual(['A', 'B', 'A']);
    expect(asked).toEqual(['a', 'b']);
  });

  it('forgets all of them at the limit, and works on', () => {
    const { asked, shout } = counting(2);
    expect(['a', 'b', 'c', 'a', 'c'].map(shout)).toEqual(['A', 'B', 'C', 'A', 'C']);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('does not keep a failure', () => {
    let works = false;
    const answer = remembering(10, (word: string) => {
      if (!works) throw new Error(word);
      return word;
    });
    expect(() => answer('a')).toThrow('a');
    works = true;
    expect(answer('a')).toBe('a');
  });
});
