import { WaitForNews } from './wait-for-news.js';

const due = new Date('2026-01-05T03:00:00.000Z');
const after = (ms: number): Date => new Date(due.getTime() + ms);

describe('what an outage kept from us', () => {
  let asked: (readonly [string, Date])[];
  let takenUpTo: Date;
  let news: WaitForNews;
  beforeEach(() => {
    asked = [];
    takenUpTo = after(-1);
    const isBehind = (consumer: string, instant: Date): Promise<boolean> => {
      asked.push([consumer, instant]);
      return Promise.resolve(takenUpTo < instant);
    };
    news = new WaitForNews({ isBehind }, 'apply-alerts');
  });

  it('waits for nothing where it is not late', async () => {
    expect(await news.msFor('a', due, after(1900))).toBe(0);
    expect(asked).toEqual([]);
  });

  it('waits until everything is taken that had happened when it was found, and for nothing that came later', async () => {
    expect(await news.msFor('a', due, after(3000))).toBeGreaterThan(0);
    takenUpTo = after(2999);
    expect(await news.msFor('a', due, after(4000))).toBeGreaterThan(0);
    takenUpTo = after(3000);
    expect(await news.msFor('a', due, after(5000))).toBe(0);
    expect(asked.map(([, instant]) => instant)).toEqual([after(3000), after(3000), after(3000)]);
  });

  it('leaves a journal some time to reach the stream, after a longer outage', async () => {
    takenUpTo = after(3_600_000);
    expect(await news.msFor('a', due, after(60_000))).toBe(500);
    expect(await news.msFor('a', due, after(60_400))).toBe(500);
    expect(await news.msFor('a', due, after(60_500))).toBe(0);
  });

  it('is found late anew after it was forgotten', async () => {
    await news.msFor('a', due, after(3000));
    news.forget('a');
    takenUpTo = after(3000);
    expect(await news.msFor('a', due, after(4000))).toBeGreaterThan(0);
  });
});
