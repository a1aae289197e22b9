import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelOf } from '@ringdown/contracts';

const source = join(__dirname, '..');
const files = (readdirSync(source, { recursive: true }) as string[]).filter((file) => file.endsWith('.tsx'));

/** Every field whose path and label stand in the source as they are, one after the other. */
const fields = files.flatMap((file) =>
  [...readFileSync(join(source, file), 'utf8').matchAll(/\spath="([^"]+)"\s+label="([^"]+)"/g)].map(
    ([, path = '', label = '']) => [file, path, label] as const,
  ),
);

/** Where one name of the API stands for two things, the label that fits here. */
const otherwise: Readonly<Record<string, string>> = {
  'calls/call-page.tsx notes': 'Notes for the next responder',
  'setup/profile-fields.tsx notify': 'Notification',
  'setup/profile-fields.tsx shiftNotices': 'Shift notice',
  'setup/escalation-policies.tsx steps': 'Step',
  // the event of a dry run, whose fields have no names of their own in the API
  'setup/alert-rules-page.tsx source': 'Source',
  'setup/alert-rules-page.tsx body': 'Body',
  'setup/alert-rules-page.tsx caller': 'Caller',
  // not a field of the API: it makes null of the client secret
  'integrations/type-fields.tsx removesClientSecret': 'Remove the stored secret',
  'setup/alert-rules.tsx when.groups': 'Group',
  'setup/alert-rules.tsx then.channelIds': 'Tell channels, too',
  'setup/alert-rules.tsx then.suppress': 'Suppress: it is listed, escalates and notifies nobody',
};

it('finds the fields of the forms', () => expect(fields.length).toBeGreaterThan(50));

it.each(fields)('in %s the field %s is called as the errors of the API call it: %s', (file, path, label) => {
  const called = labelOf(path).split(', ').at(-1);
  expect(label).toBe(otherwise[`${file} ${path}`] ?? called);
});
