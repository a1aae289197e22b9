import { isCommonPassword } from './credential.repository.js';

it.each([
  'qwertyuiop',
  '1234567890',
  'password123',
  'PassWord123',
  ' password123 ',
  'pass word 123',
  'p a s s w o r d',
  'ｐａｓｓｗｏｒｄ123',
  'manchester',
  '1qaz2wsx3edc',
])('knows "%s"', (password) => {
  expect(isCommonPassword(password)).toBe(true);
});

it.each(['correct-horse', 'kZ3-9fQm_x1A', 'the phone rings at three'])('lets "%s" be', (password) => {
  expect(isCommonPassword(password)).toBe(false);
});
