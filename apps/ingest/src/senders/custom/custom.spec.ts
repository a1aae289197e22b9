import { carriedText } from '@ringdown/kernel';
import { readBody } from '../../bytes/index.js';
import { assertStorable, writtenDown } from '../../testing/fuzzed-reading.js';
import { mangledBodies } from '../../testing/mangled-bodies.js';
import { readFor } from '../../webhooks/read-for.js';

const mapping = {
  title: '{{ job.name }} {{ outcome }}',
  key: '{{ job.name }}',
  status: '{{ outcome }}',
  severity: '{{ level }}',
  priority: '{{ urgency }}',
};
const read = (given: object = mapping) =>
  readFor({ type: 'custom', mapping: given as typeof mapping, subjectWords: null }, null, {});

async function only(body: object | string, given: object = mapping, contentType = 'application/json') {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const sent = await readBody({ bytes, contentType, contentEncoding: undefined });
  const { events } = read(given)(sent);
  expect(events).toHaveLength(1);
  const [event] = events;
  return event && { ...event, body: carriedText(event.body) };
}
const failed = { job: { name: 'Backup' }, outcome: 'down', level: 'high', urgency: 'P2' };

it.each<[string, object | string, object]>([
  ['a trigger', failed, { title: 'Backup down', key: 'Backup', status: 'trigger', severity: 'sev2', priority: 'p2' }],
  ['a resolve', { ...failed, outcome: 'recovered' }, { title: 'Backup recovered', key: 'Backup', status: 'resolve' }],
  [
    'nothing of what is optional',
    { job: { name: 'Backup' } },
    { severity: null, priority: null, status: 'trigger', warnings: [] },
  ],
  [
    'nulls and empty strings',
    { ...failed, level: null, urgency: '' },
    { severity: null, priority: null, warnings: [] },
  ],
  [
    'words that nobody knows',
    { ...failed, level: 'odd', urgency: 'P9' },
    {
      severity: null,
      priority: null,
      warnings: [
        'severity: "odd" is none that is known here; it was left out',
        'priority: "P9" is none that is known here; it was left out',
      ],
    },
  ],
  ['a number to the digit', '{"job":{"name":9007199254740993},"outcome":"down"}', { key: '9007199254740993' }],
])('reads %s', async (_what, body, expected) => {
  expect(await only(body)).toMatchObject({ ...expected, body: typeof body === 'string' ? body : JSON.stringify(body) });
});

it('reads a form by the names of its fields', async () => {
  const form = 'application/x-www-form-urlencoded';
  expect(await only('title=Disk+full&host=db-1', { title: '{{ title }} on {{ host }}' }, form)).toMatchObject({
    title: 'Disk full on db-1',
    body: '{"title":"Disk full","host":"db-1"}',
  });
});

it.each([
  ['{"a": {{ job | json }} }', '{"a": {"name":"Backup"} }'],
  ['{{ job.name }}\nfailed', '"Backup\\nfailed"'],
  [' ', JSON.stringify(failed)],
])('has as its body what the template %j makes', async (body, expected) => {
  expect(JSON.parse((await only(failed, { ...mapping, body }))?.body ?? '')).toEqual(JSON.parse(expected));
});

it('loses a field by a template that fails, and never the event', async () => {
  const event = await only(failed, { ...mapping, key: '{{ job | frobnicate }}', title: '{{ nothing }}' });
  expect(event).toMatchObject({
    title: 'An event of a monitor that could not be read',
    status: 'trigger',
    severity: 'sev2',
  });
  expect(event?.key).toMatch(/^unread /);
  expect(event?.warnings).toEqual([
    expect.stringContaining('mapping: key: '),
    expect.stringContaining('The mapping gave no title'),
  ]);
});

it('refuses what is nested too deeply, as every other integration does', async () => {
  const deep = `{"job":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  await expect(only(deep)).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('200 levels') as string,
  });
});

it('reads or refuses whatever happens to a body on the way, and opens nothing without a title', async () => {
  const bodies = mangledBodies(9);
  let taken = 0;
  for (let n = 0; n < 1500; n++) {
    const events = await writtenDown(
      bodies.next().value as Parameters<typeof writtenDown>[0],
      read({ title: '{{ title }}' }),
    );
    assertStorable(events ?? []);
    for (const { data } of events ?? []) expect((data as { title: string }).title).not.toBe('');
    if (events) taken++;
  }
  expect(taken).toBeGreaterThan(300);
});
