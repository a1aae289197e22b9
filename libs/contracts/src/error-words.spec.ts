import { z } from 'zod';
import { newLine, newTeam } from './index.js';

const messages = (schema: z.ZodType, input: unknown): Record<string, string> =>
  Object.fromEntries((schema.safeParse(input).error?.issues ?? []).map((i) => [i.path.join('.'), i.message]));

it('says in words what is expected of each broken field', () => {
  expect(
    messages(newLine, { name: '', number: 'x', ringTimeoutSeconds: 4, maxWaitSeconds: '9', fallbacks: {} }),
  ).toMatchObject({
    name: 'expected a name',
    number: 'expected an E.164 phone number such as +12245550123',
    providerAccountId: 'is required',
    primary: 'is required',
    ringTimeoutSeconds: 'expected at least 5',
    maxWaitSeconds: 'expected a number',
    fallbacks: 'expected a list',
  });
  expect(messages(newTeam, { name: 'Backend', slug: 'backend', memberIds: 'user_1' })).toEqual({
    memberIds: 'expected a list',
  });
});

it('refuses a third fallback with a sentence of its own', () => {
  const target = { type: 'user', id: 'user_1' };
  expect(messages(newLine, { fallbacks: [target, target, target] })).toMatchObject({
    fallbacks: 'a line has at most two fallbacks',
  });
});
