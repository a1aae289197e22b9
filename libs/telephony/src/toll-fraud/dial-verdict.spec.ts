import { Metadata } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';
import {
  allowedCountries,
  countryOfNumber,
  countryWords,
  dialVerdict,
  isKnownCountry,
  whyNotDialled,
} from './dial-verdict.js';

const allowed = new Set(['US', 'GB', 'DE']);
const verdict = (phone: string, verified = false, allowedCountries: ReadonlySet<string> = allowed) =>
  dialVerdict(phone, { allowedCountries, verified });

it.each(['+14155550102', '+442079460000', '+4915112345678', '+18005550100'])('dials %s', (phone) => {
  expect(verdict(phone)).toEqual({ allowed: true });
});

it.each([
  ['a premium-rate number', '+19005550100', { why: 'costly' }],
  ['a British premium-rate number', '+449098790000', { why: 'costly' }],
  ['a German shared-cost number', '+491805123456', { why: 'costly' }],
  ['a personal number', '+447012345678', { why: 'costly' }],
  ['an American personal number', '+15005550100', { why: 'costly' }],
  ['a premium-rate number that does not exist', '+19001550100', { why: 'costly' }],
  ['a British one that does not exist', '+448455550000', { why: 'costly' }],
  ['a number that is too short', '+1415555', { why: 'invalid' }],
  ['a number that is too long', '+14155550101999', { why: 'invalid' }],
  ['another country', '+33612345678', { why: 'country', country: 'FR' }],
  ['a Canadian, under the same +1', '+16045550123', { why: 'country', country: 'CA' }],
  ['the Caribbean, under the same +1', '+18765550123', { why: 'country', country: 'JM' }],
  ['a number of the Caribbean that is not known', '+18761550101', { why: 'country', country: 'JM' }],
  ['a mobile of Guernsey, under the same +44', '+447911123456', { why: 'country', country: 'GG' }],
  ['a mobile of Guernsey that is not known', '+441481123456', { why: 'country', country: 'GG' }],
  ['a mobile of Jersey', '+447797123456', { why: 'country', country: 'JE' }],
  ['a mobile of the Isle of Man', '+447624123456', { why: 'country', country: 'IM' }],
  ['a satellite phone', '+8821612345678', { why: 'country', country: null }],
  ['a freephone of all the world', '+80012345678', { why: 'country', country: null }],
  ['no number at all', 'anonymous', { why: 'invalid' }],
])('does not dial %s, verified or not', (_, phone, why) => {
  expect([verdict(phone), verdict(phone, true)]).toEqual(Array(2).fill({ allowed: false, ...why }));
});

it.each([
  ['an area of the United States that is newer than the metadata', '+16792345678'],
  ['another', '+19242345678'],
  ['a third', '+18612345678'],
  ['an exchange that is not known', '+14151550101'],
  ['a mobile range that is not known', '+447911624123'],
])('dials %s only where it is verified', (_, phone) => {
  expect([verdict(phone), verdict(phone, true)]).toEqual([{ allowed: false, why: 'unverified' }, { allowed: true }]);
});

it('knows no new areas of countries that are not allowed', () => {
  expect(verdict('+16792345678', true, new Set(['DE']))).toEqual({ allowed: false, why: 'country', country: 'US' });
  expect(verdict('+16792345678', true, new Set(['CA']))).toEqual({ allowed: true });
});

it('dials nobody where no country is allowed', () =>
  expect(verdict('+14155550102', true, new Set())).toEqual({ allowed: false, why: 'country', country: 'US' }));

it('says what is to be done, with the country by name', () => {
  const words = (phone: string, verified = false) => whyNotDialled(verdict(phone, verified));
  expect(words('+447911123456')).toBe(
    'has a phone number in Guernsey (GG): to dial it, add GG to allowedCountries in the settings',
  );
  expect(words('+16045550123')).toMatch(/Canada \(CA\).*add CA to allowedCountries/);
  expect(words('+16792345678')).toMatch(/once it is verified/);
  expect(words('+16792345678', true)).toBeNull();
  expect(words('+8821612345678')).toMatch(/of no country/);
  expect(words('+19005550100')).toMatch(/never dialled/);
  expect(words('+1415555')).toMatch(/cannot exist/);
  expect(countryWords('IM')).toBe('Isle of Man (IM)');
});

it('knows the country of a number, also of one that only looks like one, or is newer than the metadata', () => {
  const numbers = ['+12245550123', '+442079460000', '+18005550100', '+16792345678', '+8821612345678', ''];
  expect(numbers.map(countryOfNumber)).toEqual(['US', 'GB', 'US', 'US', null, null]);
});

it('knows which countries there are', () => {
  expect(['US', 'DE', 'XX', 'us', 'AQ', ''].map(isKnownCountry)).toEqual([true, true, false, false, false, false]);
});

const kinds = ['FIXED_LINE', 'MOBILE', 'VOIP', 'UAN', 'PAGER', 'PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER'];

it('finds in the patterns of the metadata nothing that it would cut wrongly', () => {
  for (const country of Object.keys(metadata.countries)) {
    const all = new Metadata(metadata);
    all.selectNumberingPlan(country as 'US');
    const plan = all.numberingPlan as unknown as { type(kind: string): { pattern(): string } | undefined };
    for (const pattern of kinds.flatMap((kind) => plan.type(kind)?.pattern() ?? [])) {
      expect(pattern.replace(/\{\d+(,\d+)?\}|\\d|\[[\d-]+\]|\d|\(\?:|[)|?]/g, '')).toBe('');
    }
  }
});

describe('the countries that are dialled', () => {
  const lines = ['+12245550123', '+442079460000', '+12245550124', '+8821612345678'];

  it("are those of the lines' numbers where none are chosen", () =>
    expect([...allowedCountries(null, lines)]).toEqual(['US', 'GB']));

  it('are the chosen ones where some are', () => expect([...allowedCountries(['DE'], lines)]).toEqual(['DE']));

  it('are none without lines', () => expect(allowedCountries(null, []).size).toBe(0));
});
