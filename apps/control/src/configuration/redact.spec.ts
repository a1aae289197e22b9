import { redact } from './redact.js';

it('leaves secrets out wherever they stand, and everything else in', () => {
  const value = {
    name: 'Twilio',
    authToken: 'a',
    urlSecret: 'b',
    tokenSecret: 'c',
    tokenHash: 'd',
    signingKeys: [{ id: 'WK1', keySecret: 'g' }],
    list: [{ password: 'e', secret: 'f', phone: '+14156040016' }],
    nothing: null,
  };
  expect(redact(value)).toEqual({
    name: 'Twilio',
    signingKeys: [{ id: 'WK1' }],
    list: [{ phone: '+14156040016' }],
    nothing: null,
  });
});
