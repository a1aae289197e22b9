import { readBody } from '../../bytes/index.js';
import { sampleOf } from '../../received-events/sample.js';
import { expectedOf, readFor } from '../../webhooks/read-for.js';
import { heartbeatEvent } from './heartbeat.js';

const backup = { name: 'Backup', type: 'heartbeat', mapping: null, subjectWords: null };
const read = async (body: string) =>
  readFor(
    backup,
    expectedOf(backup),
    {},
  )(await readBody({ bytes: Buffer.from(body), contentType: 'application/json', contentEncoding: undefined }));

it('opens and resolves by a test what the watch opens and resolves', async () => {
  for (const status of ['trigger', 'resolve'] as const) {
    const { readAs, events } = await read(sampleOf(backup, status).body);
    expect(readAs).toBe('heartbeat');
    const { body: _details, ...told } = heartbeatEvent('Backup', status, {});
    expect(events).toEqual([expect.objectContaining(told)]);
  }
});

it('reads a ping again as what opens nothing', async () => {
  await expect(read('{"ok":true}')).rejects.toThrow('opens nothing; only its absence does');
});
