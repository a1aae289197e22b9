import { secondsBetween, timingFrom } from './timing.js';

describe('timing', () => {
  it('is real time by default, with what was measured on live calls', () => {
    expect(timingFrom()).toEqual({
      secondMs: 1000,
      speechMsPerCharacter: 0,
      playMs: 0,
      postDialMs: 0,
      dialExtraMs: 5000,
      legCloseMs: 170,
      staleActionMs: 320,
      redirectMs: 650,
      recordingCallbackMs: 1000,
      requestTimeoutMs: 15_000,
    });
  });

  it('scales with the second, where nothing else is said', () => {
    expect(timingFrom({ secondMs: 10 }, { dialExtraMs: 7 })).toMatchObject({
      dialExtraMs: 7,
      recordingCallbackMs: 10,
      redirectMs: 6.5,
    });
  });

  it('lets the call say more than the server', () => {
    expect(timingFrom({ secondMs: 10 }, { secondMs: 100 }).secondMs).toBe(100);
  });

  it('counts telephone seconds', () => {
    expect(secondsBetween(1_000, 1_330, timingFrom({ secondMs: 10 }))).toBe(33);
  });
});
