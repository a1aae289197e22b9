import { isTimeZone } from './is-time-zone.js';

describe('the name of a time zone', () => {
  it.each([
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'Pacific/Apia',
    'Europe/Kyiv',
    'US/Pacific',
    'Etc/GMT+5',
    'UTC',
  ])('is %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each([
    '',
    'Europe/Atlantis',
    'Berlin',
    '+05:30',
    '-00:00',
    'Z',
    'Europe_Berlin',
    // abbreviations that Intl takes for zones
    'PST',
    'IST',
    'CST',
    'BST',
    'JST',
    'ACT',
    'Europe/Berlin ',
    ' UTC',
    '2026-01-05',
    'undefined',
  ])('is not "%s"', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
