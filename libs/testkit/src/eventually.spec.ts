import { eventually } from './eventually.js';

describe('eventually', () => {
  it('answers what the condition answers, as soon as it stops failing', async () => {
    let asked = 0;
    const answer = await eventually(() => {
      asked += 1;
      if (asked < 3) throw new Error('too early');
      return 'there';
    });
    expect({ answer, asked }).toEqual({ answer: 'there', asked: 3 });
  });

  it('waits for false to become true', async () => {
    let asked = 0;
    await eventually(() => Promise.resolve(++asked > 1));
    expect(asked).toBe(2);
  });

  it('accepts other falsy answers as answers', async () => {
    await expect(eventually(() => 0)).resolves.toBe(0);
  });

  it('tells the last failure when the time is up', async () => {
    const failure = new Error('the call is still ringing');
    const waiting = eventually(() => Promise.reject(failure), { timeoutMs: 30 });
    await expect(waiting).rejects.toMatchObject({
      message: 'not within 30 ms: the call is still ringing',
      cause: failure,
    });
  });
});
