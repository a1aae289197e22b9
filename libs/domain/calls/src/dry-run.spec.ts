import type { Planned } from './responder.js';
import type { Admission } from './admission.js';
import type { LineSetup } from './call.js';
import { dryRun, unanswered } from './dry-run.js';
import { at, details, nobody, play, received, someone } from './testing/a-call.js';

const three = [someone(0), someone(1), someone(2)];
const run = (plan: readonly Planned[], setup: Partial<LineSetup> = {}, admission: Admission = { kind: 'ring' }) => {
  const { outcome, attempts, says } = dryRun(details(setup), plan, admission);
  return {
    outcome,
    rings: attempts.map(({ attempt, ringSeconds }) => [
      attempt.role,
      attempt.user?.name ?? null,
      attempt.reason,
      ringSeconds,
    ]),
    says: says.map(({ when, message }) => [when, 'text' in message ? message.text : message.audioId]),
  };
};

it('says who would be rung, how long, and what would be said', () => {
  expect(run(three, { progressMessages: true })).toEqual({
    outcome: 'rings',
    rings: [
      ['primary', 'Priya S.', null, 25],
      ['fallback1', 'Sam T.', null, 25],
      ['fallback2', 'Alex R.', null, 25],
    ],
    says: [
      ['welcome', 'Welcome.'],
      ['progress', 'Still trying to reach someone. Please hold.'],
      ['progress', 'Still trying to reach someone. Please hold.'],
      ['no_answer', 'Leave a message.'],
    ],
  });
});

it('shows who is skipped and why, and plays the uploaded audio', () => {
  const welcome = { audioId: 'audio_1', audioUrl: 'https://x/audio/1.mp3' };
  const { messages } = details().setup;
  expect(run([nobody(0), someone(1)], { messages: { ...messages, welcome } })).toEqual({
    outcome: 'rings',
    rings: [
      ['primary', null, 'nobody_on_call', 0],
      ['fallback1', 'Sam T.', null, 25],
    ],
    says: [
      ['welcome', 'audio_1'],
      ['no_answer', 'Leave a message.'],
    ],
  });
});

it('stops when the caller has waited long enough', () => {
  expect(run(three, { maxWaitSeconds: 30 }).rings.map(([, , , seconds]) => seconds)).toEqual([25, 5, 0]);
});

it('says that no one is on call', () => {
  const { outcome, says } = run([nobody(0), nobody(1)]);
  expect(outcome).toBe('no_one_on_call');
  expect(says.map(([when]) => when)).toEqual(['welcome', 'no_one_on_call']);
});

it('says that a disabled line rings nobody', () => {
  expect(run(three, {}, { kind: 'refuse', refusal: 'line_disabled' })).toEqual({
    outcome: 'rejected',
    rings: [],
    says: [['not_in_use', 'This number is not in use at the moment.']],
  });
});

describe('a call that nobody answers', () => {
  it('goes on with the dial, its ring, and the end of its ring time', () => {
    const greeted = received([someone(0)]);
    const first = unanswered(play(greeted).call, at(4));
    expect(first).toEqual({ type: 'proceed', at: at(4), busyUserIds: [] });
    const dialled = { type: 'proceed', at: at(4), busyUserIds: [] } as const;
    const rings = unanswered(play(greeted, dialled).call, at(4));
    expect(rings).toEqual({ type: 'report-ringing', attempt: 1, at: at(4) });
    const ringing = { type: 'report-ringing', attempt: 1, at: at(4) } as const;
    expect(unanswered(play(greeted, dialled, ringing).call, at(4))).toMatchObject({
      type: 'end-dial',
      attempt: 1,
      miss: 'no_answer',
      at: at(29),
    });
  });

  it('waits for nothing once the caller is asked for a message', () =>
    expect(unanswered(play(received([], {}, { kind: 'divert', because: 'line_busy' })).call, at(1))).toBeNull());
});
