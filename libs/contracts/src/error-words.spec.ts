import { z } from 'zod';
import { newLine, newTeam } from './index.js';

const messages = (schema: z.ZodType, input: unknown): Record<string, string> =>
  Object.fromEntries((schema.safeParse(input).error?.issues ?? []).map((i) => [i.path.join('.'), i.message]));

it('says in words what is expected of each broken field', () => {
  expect(
    messages(newLine, { name: '', number: 'x', ringTimeoutSeconds: 4, maxWaitSeconds: '9', fallbacks: {} }),
  ).toMatchObject({
    name: 'enter a name',
    number: 'enter a phone number with its country code, such as +12245550123',
    providerAccountId: 'choose one by its id, which begins with acct_',
    primary: 'choose a schedule or a person',
    ringTimeoutSeconds: 'enter at least 5',
    maxWaitSeconds: 'enter a number',
    fallbacks: 'enter a list',
  });
  expect(messages(newTeam, { name: 'Backend', slug: 'backend', memberIds: 'user_1' })).toEqual({
    memberIds: 'enter a list',
  });
});

it('refuses a third fallback with a sentence of its own', () => {
  const target = { type: 'user', id: 'user_1' };
  expect(messages(newLine, { fallbacks: [target, target, target] })).toMatchObject({
    fallbacks: 'choose at most two: a line has no third fallback',
  });
});
