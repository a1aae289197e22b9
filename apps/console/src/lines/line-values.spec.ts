import type { Line } from '../api/resources.js';
import { errorsOf, newLine } from '../form/contracts.js';
import { blankLine, lineBody, lineValues, targetOf, targetValue } from './line-values.js';

const aLine = (changes: Partial<Line> = {}): Line => ({
  ...blankLine,
  id: 'line_1',
  name: 'On-call hotline',
  number: '+12245550123',
  providerAccountId: 'acct_1',
  primary: { type: 'schedule', id: 'sched_1' },
  fallbacks: [{ type: 'user', id: 'user_1' }],
  incident: { trigger: 'missed', when: 'completed', integrationId: 'int_1', escalationPolicyId: null, priority: 'p1' },
  channelIds: ['chan_1'],
  webhook: {
    url: 'https://example.org/voice',
    statusUrl: 'https://example.org/status',
    messageUrl: 'https://example.org/texts',
    method: 'POST',
  },
  testMode: null,
  createdAt: '2026-01-05T09:00:00.000Z',
  updatedAt: '2026-01-05T09:00:00.000Z',
  ...changes,
});

describe('line values', () => {
  it('come back as the line without what the API adds', () => {
    const { id: _id, webhook: _webhook, testMode: _testMode, ...rest } = aLine();
    const { createdAt: _createdAt, updatedAt: _updatedAt, ...expected } = rest;
    expect(lineBody(lineValues(aLine()), aLine())).toEqual(expected);
  });
  it('leave out fields that only the answer has', () => {
    const answered = { ...aLine(), addedLater: '2026-01-05T09:00:00.000Z' };
    expect(lineBody(lineValues(answered), answered)).not.toHaveProperty('addedLater');
  });
  it('keep a message that is an audio file', () => {
    const messages = { ...blankLine.messages, welcome: { type: 'audio' as const, audioId: 'audio_1' } };
    expect(lineBody(lineValues(aLine({ messages })), null).messages).toEqual(messages);
  });
  it('close up over an empty first fallback', () =>
    expect(lineBody({ ...blankLine, fallbacks: [null, 'user:user_2'] }, null).fallbacks).toEqual([
      { type: 'user', id: 'user_2' },
    ]));
  it('send no priority and severity where none is chosen', () =>
    expect(Object.keys(lineBody(blankLine, null).incident as object)).toEqual([
      'trigger',
      'when',
      'integrationId',
      'escalationPolicyId',
    ]));
});

describe('what the form begins with', () => {
  it('lacks, for the API to take it, only what is required', () =>
    expect(Object.keys(errorsOf(newLine, lineBody(blankLine, null)))).toEqual([
      'name',
      'number',
      'providerAccountId',
      'primary',
    ]));
});

describe('a change that takes the priority away', () => {
  it('says so', () => {
    const values = lineValues(aLine());
    const changed = { ...values, incident: { ...values.incident, priority: null } };
    expect(lineBody(changed, aLine()).incident).toHaveProperty('priority', null);
  });
});

describe('ring targets', () => {
  it.each([null, '', 'team:team_1', 'schedule:'])('read %j as nothing', (value) => expect(targetOf(value)).toBeNull());
  it('come back', () =>
    expect(targetOf(targetValue({ type: 'user', id: 'user_1' }))).toEqual({ type: 'user', id: 'user_1' }));
});
