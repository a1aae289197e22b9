import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callPayload, callRoles, channelEvents, oncallEvents } from '@ringdown/contracts';
import { z } from 'zod';

const page = readFileSync(join(__dirname, '../../docs/webhooks.md'), 'utf8');
const examples = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(
  ([, text]) => JSON.parse(text ?? '') as Record<string, unknown>,
);
const exampleWith = (key: string): unknown => examples.find((example) => key in example);

it('lists the type of everything that is sent', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+\.\w+)`/g)].map(([, type]) => type),
  );
  // a missed call is told as one that is over
  expect(listed.toSorted()).toEqual(channelEvents.filter((type) => type !== 'call.missed').toSorted());
});

it('shows a finished call as it is sent', () => {
  const envelope = z.strictObject({
    type: z.enum(channelEvents),
    timestamp: z.iso.datetime(),
    data: callPayload.strict(),
  });
  const example = examples.find(({ data }) => Object.keys(data ?? {}).length > 0);
  expect(envelope.parse(example)).toEqual(example);
});

it('shows what else the events of a call and a shift hold', () => {
  const ringing = z.strictObject({ ringing: z.strictObject({ role: z.enum(callRoles), name: z.string() }) });
  const voicemail = z.strictObject({
    voicemail: z.strictObject({ url: z.url(), seconds: z.number().int(), transcript: z.string() }),
  });
  expect(ringing.safeParse(exampleWith('ringing')).error).toBeUndefined();
  expect(voicemail.safeParse(exampleWith('voicemail')).error).toBeUndefined();
  const shift = oncallEvents.shiftStarted.schema.omit({ handoff: true }).strict();
  expect(shift.safeParse(exampleWith('event_type')).error).toBeUndefined();
});
