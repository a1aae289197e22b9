import { plannedWords, saidOnce, webhookPlaces } from './line-words.js';

const planned = {
  role: 'primary',
  user: { id: 'user_1', name: 'Ada' },
  standIn: null,
  absent: false,
  phone: '…4102',
  via: 'Weekdays',
  skipped: null,
  detail: null,
  ringSeconds: 25,
} as const;

describe('plannedWords', () => {
  it('tells the last digits, the layer and how long', () =>
    expect(plannedWords(planned)).toBe('…4102 · by the layer “Weekdays” · rings 25 s'));
  it.each([
    ['override', 'by an override'],
    ['test mode', 'in test mode'],
  ])('tells %s from a layer', (via, words) =>
    expect(plannedWords({ ...planned, via })).toBe(`…4102 · ${words} · rings 25 s`),
  );
  it('says nothing about how a person who is named by the line came to it', () =>
    expect(plannedWords({ ...planned, via: null })).toBe('…4102 · rings 25 s'));
  it('gives the reason instead of a time where nobody is rung', () =>
    expect(plannedWords({ ...planned, user: null, phone: null, via: null, skipped: 'nobody_on_call' })).toBe(
      'skipped: nobody is on call',
    ));
  it('says what to do where the reason alone does not', () => {
    const detail = 'has a phone number in Guernsey (GG): to dial it, add GG to allowedCountries in the settings';
    expect(plannedWords({ ...planned, via: null, skipped: 'phone_not_allowed', detail })).toBe(
      `…4102 · skipped: ${detail}`,
    );
  });
});

describe('saidOnce', () => {
  const progress = { when: 'progress', text: 'Still trying.' } as const;
  const welcome = { when: 'welcome', audioId: 'audio_1' } as const;
  it('names the progress message once', () =>
    expect(saidOnce([welcome, progress, progress])).toEqual([welcome, progress]));
  it('keeps the same words where they are said at another moment', () => {
    const atTheEnd = { ...progress, when: 'no_answer' } as const;
    expect(saidOnce([progress, atTheEnd])).toEqual([progress, atTheEnd]);
  });
});

const webhook = {
  url: 'https://a/1',
  fallbackUrl: 'https://a/2',
  statusUrl: 'https://a/3',
  messageUrl: 'https://a/4',
  method: 'POST',
} as const;

describe('webhookPlaces', () => {
  it.each(['twilio', 'plivo'] as const)('keeps the order call, fallback, end, message for %s', (provider) =>
    expect(webhookPlaces(provider, webhook).map(({ url }) => url)).toEqual([
      'https://a/1',
      'https://a/2',
      'https://a/3',
      'https://a/4',
    ]),
  );
  it('speaks of the fields as each provider calls them', () => {
    expect(webhookPlaces('plivo', webhook)[0]?.where).toBe('Primary Answer URL');
    expect(webhookPlaces('twilio', webhook)[2]?.where).toBe('Call status changes');
  });
});
