import { countryOfNumber, isKnownCountry, mayBeDialled } from './may-be-dialled.js';

const allowed = new Set(['US', 'GB', 'DE']);

it.each(['+14155550102', '+442079460000', '+4915112345678', '+18005550100'])('dials %s', (phone) => {
  expect(mayBeDialled(phone, allowed)).toBe(true);
});

it.each([
  ['a premium-rate number', '+19005550100'],
  ['a British premium-rate number', '+449098790000'],
  ['a personal number', '+447012345678'],
  ['a number that cannot exist', '+15551234567'],
  ['a number that is too short', '+1415555'],
  ['another country', '+33612345678'],
  ['the Caribbean, under the same +1', '+18765550123'],
  ['a satellite phone', '+8821612345678'],
  ['no number at all', 'anonymous'],
])('does not dial %s', (_, phone) => expect(mayBeDialled(phone, allowed)).toBe(false));

it('dials nobody where no country is allowed', () => expect(mayBeDialled('+14155550102', new Set())).toBe(false));

it('knows the country of a number, also of one that only looks like one', () => {
  expect(['+12245550123', '+442079460000', '+18005550100', '+8821612345678', ''].map(countryOfNumber)).toEqual([
    'US',
    'GB',
    'US',
    null,
    null,
  ]);
});

it('knows which countries there are', () => {
  expect(['US', 'DE', 'XX', 'us', 'AQ', ''].map(isKnownCountry)).toEqual([true, true, false, false, false, false]);
});
