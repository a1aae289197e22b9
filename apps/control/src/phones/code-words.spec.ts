import { spokenCode, writtenCode } from './code-words.js';
import { isSameHash, newPhoneCode, phoneCodeHash } from './phone-code.js';

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
