import { civilZone, isTimeZone, memoize, rulesCaution, timeZoneRules } from './civil-time.js';

/** What the runtime's own calendar shows, as "2026-03-29 09:00". */
const clockOf = (zone: string): ((at: Date) => string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(at);
};
const reading = (civil: number): string => new Date(civil).toISOString().slice(0, 16).replace('T', ' ');

describe('the clock of a zone', () => {
  it.each([
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Africa/Cairo',
    'America/St_Johns',
  ])('shows in %s what the calendar shows', (zone) => {
    const clock = clockOf(zone);
    const { civilOf } = civilZone(zone);
    const [first, last] = [Date.UTC(2005, 0, 1), Date.UTC(2045, 0, 1)];
    for (let at = first; at < last; at += 17.77 * 3_600_000) {
      const minute = Math.floor(at / 60_000) * 60_000;
      if (reading(civilOf(minute)) !== clock(new Date(minute))) {
        throw new Error(
          `${new Date(minute).toISOString()}: ${reading(civilOf(minute))}, not ${clock(new Date(minute))}`,
        );
      }
    }
    expect(reading(civilOf(last))).toBe(clock(new Date(last)));
  });

  it.each([
    ['an ordinary morning', 'Europe/Berlin', '2026-03-27T09:00', '2026-03-27T09:00+01:00'],
    ['the last minute before the gap', 'Europe/Berlin', '2026-03-29T01:59', '2026-03-29T01:59+01:00'],
    ['the beginning of the gap', 'Europe/Berlin', '2026-03-29T02:00', '2026-03-29T03:00+02:00'],
    ['inside the gap', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T03:00+02:00'],
    ['the end of the gap', 'Europe/Berlin', '2026-03-29T03:00', '2026-03-29T03:00+02:00'],
    ['the first of two', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T02:30+02:00'],
    ['the end of what comes twice', 'Europe/Berlin', '2026-10-25T03:00', '2026-10-25T03:00+01:00'],
    ['inside the gap', 'America/New_York', '2026-03-08T02:45', '2026-03-08T03:00-04:00'],
    ['the first of two', 'America/New_York', '2026-11-01T01:00', '2026-11-01T01:00-04:00'],
    ['inside a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-04T02:30+11:00'],
    ['the first of two, half an hour apart', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-05T01:45+11:00'],
    ['a zone without daylight saving', 'Asia/Kolkata', '2026-03-29T02:30', '2026-03-29T02:30+05:30'],
    ['a day that never was', 'Pacific/Apia', '2011-12-30T09:00', '2011-12-31T00:00+14:00'],
    ['the evening before it', 'Pacific/Apia', '2011-12-29T23:59', '2011-12-29T23:59-10:00'],
    ['midnight twice', 'America/St_Johns', '2010-11-07T00:00', '2010-11-07T00:00-02:30'],
    ['midnight skipped', 'America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T01:00-02:00'],
  ])('finds %s in %s', (_, zone, civil, expected) => {
    const instant = civilZone(zone).instantOf(Date.parse(`${civil}Z`));
    expect(new Date(instant)).toEqual(new Date(expected));
  });

  // the runtime's calendar may be older than these rules
  it.each([
    ['America/Vancouver', '2026-12-01T09:00', '2026-12-01T09:00-07:00'],
    ['America/Edmonton', '2026-12-01T09:00', '2026-12-01T09:00-06:00'],
    ['Africa/Casablanca', '2026-12-01T09:00', '2026-12-01T09:00+00:00'],
  ])('knows the rules of 2026 in %s', (zone, civil, expected) => {
    expect(timeZoneRules >= '2026f').toBe(true);
    expect(new Date(civilZone(zone).instantOf(Date.parse(`${civil}Z`)))).toEqual(new Date(expected));
  });

  it('refuses a zone that does not exist', () => {
    expect(() => civilZone('Europe/Atlantis').civilOf(0)).toThrow(RangeError);
  });
});

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

it('says nothing where the runtime has the same rules, or names none', () => {
  expect([rulesCaution(timeZoneRules), rulesCaution(undefined)]).toEqual([null, null]);
});

it('warns of a runtime with older rules, and that nothing depends on it', () => {
  expect(rulesCaution('2025c')).toEqual({
    text: expect.stringContaining('2025c') as string,
    fix: expect.stringContaining('Nobody is rung at another time') as string,
  });
});

it('warns of a runtime with newer rules: then ours may be wrong', () => {
  expect(rulesCaution('2999a')?.fix).toContain('Update Ringdown');
});

describe('a memoized function', () => {
  const counting = (limit: number) => {
    const computed: string[] = [];
    const shout = memoize(limit, (word: string) => {
      computed.push(word);
      return word.toUpperCase();
    });
    return { computed, shout };
  };

  it('computes each result once', () => {
    const { computed, shout } = counting(10);
    expect([shout('a'), shout('b'), shout('a')]).toEqual(['A', 'B', 'A']);
    expect(computed).toEqual(['a', 'b']);
  });

  it('drops all of them at the limit, and goes on', () => {
    const { computed, shout } = counting(2);
    expect(['a', 'b', 'c', 'a', 'c'].map(shout)).toEqual(['A', 'B', 'C', 'A', 'C']);
    expect(computed).toEqual(['a', 'b', 'c', 'a']);
  });

  it('does not keep a failure', () => {
    let works = false;
    const answer = memoize(10, (word: string) => {
      if (!works) throw new Error(word);
      return word;
    });
    expect(() => answer('a')).toThrow('a');
    works = true;
    expect(answer('a')).toBe('a');
  });
});
