import { isSameHash, newPhoneCode, phoneCodeHash, recentlySent, secondsToWait } from './phone-codes.js';
import { spokenCode, writtenCode } from './send-phone-code.js';

it('says each digit alone, and all of them twice', () => {
  const [part] = spokenCode('040912').parts;
  expect(part).toEqual({ text: expect.stringMatching(/0, 4, 0, 9, 1, 2\. Once more: 0, 4, 0, 9, 1, 2\./) });
  expect(writtenCode('040912')).toContain('040912');
});

it('makes six digits, leading zeros too', () => {
  for (let n = 0; n < 50; n += 1) expect(newPhoneCode()).toMatch(/^\d{6}$/);
});

it('keeps a hash that holds for one person, one phone and one SECRET_KEY', () => {
  const owner = { userId: 'user_1', phone: '+14155550101' };
  const hash = phoneCodeHash('a'.repeat(32), owner, '123456');
  expect(isSameHash(hash, phoneCodeHash('a'.repeat(32), owner, '123456'))).toBe(true);
  for (const other of [
    phoneCodeHash('a'.repeat(32), owner, '123457'),
    phoneCodeHash('a'.repeat(32), { ...owner, phone: '+14155550102' }, '123456'),
    phoneCodeHash('a'.repeat(32), { ...owner, userId: 'user_2' }, '123456'),
    phoneCodeHash('b'.repeat(32), owner, '123456'),
    '',
  ]) {
    expect(isSameHash(hash, other)).toBe(false);
  }
});

const now = new Date('2026-01-05T09:00:00.000Z');
const ago = (...seconds: number[]): Date[] => seconds.map((s) => new Date(now.getTime() - s * 1000));

it.each([
  [[], 0],
  [[10], 20],
  [[29.5], 1],
  [[30], 0],
  [[40, 80, 120, 160], 0],
  [[40, 80, 120, 160, 600], 3000],
  [[10, 80, 120, 160, 3599], 20],
  [[40, 80, 120, 160, 3600], 0],
  [[1800, 40, 1200, 300, 900], 1800],
])('after codes sent %j seconds ago the next one waits %d s', (sent, seconds) => {
  expect(secondsToWait(ago(...sent), now)).toBe(seconds);
});

it('waits for none that was refused, which counts in the hour all the same', () => {
  expect(secondsToWait(ago(10), now, true)).toBe(0);
  expect(secondsToWait(ago(10, 80, 120, 160, 600), now, true)).toBe(3000);
});

it('forgets what is older than an hour', () => {
  expect(recentlySent(ago(10, 3600, 4000), now)).toEqual(ago(10));
});
