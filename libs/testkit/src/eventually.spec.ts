import { eventually } from './eventually.js';

describe('eventually', () => {
  it('answers what the condition answers, as soon as it stops failing', async () => {
    let checks = 0;
    const answer = await eventually(() => {
      checks += 1;
      if (checks < 3) throw new Error('too early');
      return 'there';
    });
    expect({ answer, checks }).toEqual({ answer: 'there', checks: 3 });
  });

  it('waits for false to become true', async () => {
    let checks = 0;
    await eventually(() => Promise.resolve(++checks > 1));
    expect(checks).toBe(2);
  });

  it('accepts other falsy answers as answers', async () => {
    await expect(eventually(() => 0)).resolves.toBe(0);
  });

  it('names the last failure when the time is up', async () => {
    const failure = new Error('the call is still ringing');
    const waiting = eventually(() => Promise.reject(failure), { timeoutMs: 30 });
    await expect(waiting).rejects.toMatchObject({
      message: 'not within 30 ms: the call is still ringing',
      cause: failure,
    });
  });
});
