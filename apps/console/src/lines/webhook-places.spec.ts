import { webhookPlaces } from './webhook-places.js';

const webhook = { url: 'https://a/1', fallbackUrl: 'https://a/2', statusUrl: 'https://a/3', method: 'POST' };

describe('webhookPlaces', () => {
  it.each(['twilio', 'plivo'] as const)('keeps the order call, fallback, end for %s', (provider) =>
    expect(webhookPlaces(provider, webhook).map(({ url }) => url)).toEqual([
      'https://a/1',
      'https://a/2',
      'https://a/3',
    ]),
  );
  it('speaks of the fields as each provider calls them', () => {
    expect(webhookPlaces('plivo', webhook)[0]?.where).toBe('Primary Answer URL');
    expect(webhookPlaces('twilio', webhook)[2]?.where).toBe('Call status changes');
  });
});
