import { callIdOf } from './call-id.js';

it('is the same for everybody, and another for each call', () => {
  expect(callIdOf('twilio', 'CA1')).toBe(callIdOf('twilio', 'CA1'));
  expect(callIdOf('twilio', 'CA1')).toMatch(/^call_[0-9a-hjkmnp-tv-z]{26}$/);
  const ids = ['CA1', 'CA2', '1CA'].flatMap((id) => [callIdOf('twilio', id), callIdOf('plivo', id)]);
  expect(new Set(ids).size).toBe(6);
});
