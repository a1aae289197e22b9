import { configDocuments, organisationSettings } from '../config/documents.js';
import { newContact, newEscalationPolicy, newLine, newUser, organisationSettingsChange } from './configuration.js';

const line = {
  name: 'Hotline',
  number: '+12245550123',
  providerAccountId: 'acct_1',
  primary: { type: 'schedule', id: 'oncall_1' },
};
const policy = { name: 'All', steps: [{ delayMinutes: 0, targets: [{ type: 'user', id: 'user_1' }] }] };
const unknownKeys = ({ error }: ReturnType<typeof newLine.safeParse>): unknown[] =>
  (error?.issues ?? []).map((issue) => [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])]);

it.each([
  [{ callerLimit: { perCallerPerMinute: 3 } }, ['callerLimit', 'perCallerPerMinute']],
  [{ primary: { ...line.primary, foo: 1 } }, ['primary', 'foo']],
  [{ fallbacks: [{ ...line.primary, foo: 1 }] }, ['fallbacks', 0, 'foo']],
  [{ messages: { farewell: {} } }, ['messages', 'farewell']],
  [{ messages: { welcome: { type: 'text', text: 'Hi.', foo: 1 } } }, ['messages', 'welcome', 'foo']],
  [{ messages: { welcome: { type: 'audio', audioId: 'audio_1', text: 'Hi.' } } }, ['messages', 'welcome', 'text']],
  [{ incident: { foo: 1 } }, ['incident', 'foo']],
])('a line with %j is refused for a field that no line has', (change, path) => {
  expect(unknownKeys(newLine.safeParse({ ...line, ...change }))).toEqual([path]);
});

it('users and escalation policies are refused for such fields too', () => {
  const user = { name: 'Ann', email: 'ann@ringdown.example', notify: [{ type: 'sms', delayMinutes: 0, foo: 1 }] };
  expect(newUser.safeParse(user).success).toBe(false);
  const [step] = policy.steps;
  expect(newEscalationPolicy.safeParse(policy).success).toBe(true);
  expect(newEscalationPolicy.safeParse({ ...policy, steps: [{ ...step, foo: 1 }] }).success).toBe(false);
  const targets = [{ type: 'user', id: 'user_1', foo: 1 }];
  expect(newEscalationPolicy.safeParse({ ...policy, steps: [{ ...step, targets }] }).success).toBe(false);
});

it('documents that are kept are read also with fields that this version does not know', () => {
  const document = { ...newLine.parse(line), id: 'line_1' };
  const newer = { ...document, callerLimit: { ...document.callerLimit, foo: 1 }, primary: { ...line.primary, foo: 1 } };
  expect(configDocuments.line.parse(newer)).toEqual(document);
});

it('no country at all is refused as a setting; one that was kept is read', () => {
  expect(organisationSettingsChange.safeParse({ allowedCountries: [] }).error?.issues).toMatchObject([
    { path: ['allowedCountries'], message: expect.stringContaining('null') as unknown },
  ]);
  for (const allowedCountries of [null, ['US']]) {
    expect(organisationSettingsChange.parse({ allowedCountries })).toEqual({ allowedCountries });
  }
  expect(organisationSettings.shape.allowedCountries.parse([])).toEqual([]);
});

it.each(['+266696687', '+1266696687', '+7378742833', '+86282452253', '+8656696', '+2562533'])(
  'nobody can be blocked by %s, which stands for a withheld number: the line has a setting for that',
  (phone) => {
    const contact = newContact.safeParse({ name: 'Robot', phone, blocked: true });
    expect(contact.error?.issues).toMatchObject([
      { path: ['phone'], message: expect.stringMatching(/withheldCallers of the line/) as unknown },
    ]);
    const settings = organisationSettingsChange.safeParse({ blockedPrefixes: ['+1900', phone] });
    expect(settings.error?.issues).toMatchObject([
      { path: ['blockedPrefixes', 1], message: expect.stringContaining(`${phone} is no caller's number`) as unknown },
    ]);
  },
);

it('numbers that only begin so, and prefixes of countries, can be blocked', () => {
  expect(newContact.safeParse({ name: 'Robot', phone: '+26669668', blocked: true }).success).toBe(true);
  expect(organisationSettingsChange.safeParse({ blockedPrefixes: ['+266', '+2666966', '+7'] }).success).toBe(true);
});
