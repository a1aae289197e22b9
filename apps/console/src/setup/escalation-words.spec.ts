import {
  delayInWords,
  type EscalationTarget,
  policyInWords,
  repeatInWords,
  targetsInWords,
} from './escalation-words.js';

const names: Readonly<Record<string, string>> = {
  user_1: 'Priya S.',
  sched_1: 'Backend Team',
  team_1: 'Platform',
  chan_1: '#ops',
};
const nameOf = ({ id }: EscalationTarget): string => names[id] ?? id;
const priya = { type: 'user', id: 'user_1' } as const;
const backend = { type: 'schedule', id: 'sched_1' } as const;

describe('targetsInWords', () => {
  it('says what each name stands for', () =>
    expect(
      targetsInWords([priya, backend, { type: 'team', id: 'team_1' }, { type: 'channel', id: 'chan_1' }], nameOf),
    ).toBe('Priya S., Backend Team (on call), Platform (whole team), #ops (channel)'));
  it('names whoever is on call', () =>
    expect(targetsInWords([backend, priya], nameOf, () => 'Sam T.')).toBe(
      'Sam T. (on call in Backend Team), Priya S.',
    ));
  it('says that nobody was chosen', () => expect(targetsInWords([], nameOf)).toBe('nobody yet'));
});

describe('delayInWords', () => {
  it.each([
    [0, 0, 'at once'],
    [5, 0, 'after 5 minutes'],
    [0, 1, 'at the same time'],
    [1, 1, '1 minute later'],
    [5, 2, '5 minutes later'],
  ])('says a wait of %i minutes at place %i as %s', (minutes, index, words) =>
    expect(delayInWords(minutes, index)).toBe(words),
  );
});

describe('policyInWords', () => {
  const steps = [
    { delayMinutes: 0, targets: [priya, backend] },
    { delayMinutes: 5, targets: [{ type: 'channel', id: 'chan_1' } as const] },
  ];
  it('tells the steps, and how often they come again', () =>
    expect(policyInWords({ steps, repeat: 2, repeatDelayMinutes: 30 }, nameOf)).toBe(
      'At once: Priya S., Backend Team (on call); 5 minutes later: #ops (channel); repeated twice, 30 minutes after the last step.',
    ));
  it('counts further repeats', () =>
    expect(repeatInWords({ steps, repeat: 3, repeatDelayMinutes: 1 })).toBe('3 times, 1 minute after the last step'));
  it('leaves out a repeat that never comes', () =>
    expect(policyInWords({ steps: steps.slice(0, 1), repeat: 0, repeatDelayMinutes: 5 }, nameOf)).toBe(
      'At once: Priya S., Backend Team (on call).',
    ));
  it('counts the wait of the first step into that of a round', () =>
    expect(
      policyInWords({ steps: [{ delayMinutes: 10, targets: [priya] }], repeat: 1, repeatDelayMinutes: 5 }, nameOf),
    ).toBe('After 10 minutes: Priya S.; repeated once, 15 minutes after the last step.'));
  it('says what is missing', () =>
    expect(policyInWords({ steps: [], repeat: 3, repeatDelayMinutes: 5 }, nameOf)).toBe(
      'Nobody is notified: add a step.',
    ));
});
