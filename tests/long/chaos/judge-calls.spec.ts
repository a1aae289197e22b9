import { isAnswered, isByProxyAlone, isPassedBy, judgeTold } from './judge-calls.ts';

const call = {
  name: 'CA1',
  requests: [{ kind: 'voice', status: 200 }],
  rung: ['+1', '+2'],
  primary: '+1',
  leftMessage: false,
};
const lostVoice = { kind: 'voice', status: null };

describe('a caller', () => {
  it('is answered by a document, and somebody who rings', () => {
    expect(isAnswered(call)).toBe(true);
    expect(isAnswered({ ...call, rung: [] })).toBe(false);
    expect(isAnswered({ ...call, rung: [], leftMessage: true })).toBe(true);
  });

  it('is answered by the static documents, too', () => {
    expect(isAnswered({ ...call, requests: [lostVoice, { kind: 'fallback', status: 200 }] })).toBe(true);
    expect(isAnswered({ ...call, requests: [lostVoice, { kind: 'fallback', status: 502 }] })).toBe(false);
    expect(isAnswered({ ...call, requests: [lostVoice] })).toBe(false);
  });

  it('passes an idle primary by where somebody else rings first', () => {
    expect(isPassedBy(call)).toBe(false);
    expect(isPassedBy({ ...call, rung: ['+2'] })).toBe(true);
    expect(isPassedBy({ ...call, rung: [] })).toBe(false);
  });
});

describe('what is told of a call', () => {
  const told = {
    name: 'CA1',
    logs: [{ ended: true }],
    messages: { slack: 1, teams: 1 },
    byProxyAlone: isByProxyAlone(call),
  };

  it('is one log and one message a channel', () => {
    expect(judgeTold(told)).toEqual([]);
  });

  it.each([
    [{ logs: [] }, 'CA1 is in the log 0 times'],
    [{ logs: [{ ended: true }, { ended: true }] }, 'CA1 is in the log 2 times'],
    [{ logs: [{ ended: false }] }, 'CA1 has not ended in the log'],
    [{ messages: { slack: 2, teams: 1 } }, 'CA1 was told 2 times in slack'],
    [{ messages: { slack: 1, teams: 0 } }, 'CA1 was told 0 times in teams'],
  ])('names what is more or less: %j', (change, complaint) => {
    expect(judgeTold({ ...told, ...change })).toEqual([complaint]);
  });

  it('is nothing where only the proxy has answered; if it is told, it is told once', () => {
    const byProxyAlone = isByProxyAlone({ ...call, requests: [lostVoice, { kind: 'fallback', status: 200 }] });
    expect(judgeTold({ ...told, byProxyAlone, logs: [], messages: { slack: 0, teams: 0 } })).toEqual([]);
    expect(judgeTold({ ...told, byProxyAlone })).toEqual([]);
    expect(judgeTold({ ...told, byProxyAlone, messages: { slack: 2, teams: 1 } })).toHaveLength(1);
  });
});
