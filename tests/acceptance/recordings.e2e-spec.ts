import { fetchMedia } from './world/media.ts';
import { scenario } from './world/scenario.ts';
import { eventually } from './world/waiting.ts';
import { api } from './world/rest.ts';

scenario('streams the recording of the conversation, whole and by ranges', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = (await world.hotline({ ring: [priya] })).mayAsk('fetch recording');
  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'accept' } });
  await call.isOver();
  const { id } = await call.log((c) => c.recording !== null);

  const whole = await fetchMedia(`/calls/${id}/recording`);
  expect(whole.status).toBe(200);
  expect(whole.type).toMatch(/^audio\//);
  const part = await fetchMedia(`/calls/${id}/recording`, { range: 'bytes=10-29' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-29/${whole.bytes.length}`]);
  expect(part.bytes.equals(whole.bytes.subarray(10, 30))).toBe(true);
  expect((await fetchMedia(`/calls/${id}/recording`, { authorization: '' })).status).toBe(401);
});

scenario('attaches a recording that the provider reports long after the call', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya] });
  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'accept' },
    timing: { secondMs: 100, recordingCallbackMs: 8000 },
  });
  expect((await call.log()).recording).toBeNull();
  expect((await call.log((c) => c.recording !== null)).outcome).toBe('answered');
  await call.isOver();
});

scenario('takes an absent recording for what it is', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya] });
  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'accept' },
    recording: { absent: true },
  });
  await call.isOver();
  const { id, recording } = await call.log();
  expect(recording).toBeNull();
  expect((await fetchMedia(`/calls/${id}/recording`)).status).toBe(404);
});

scenario('shows what was said on the voicemail', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = (await world.hotline({ ring: [priya], ringTimeoutSeconds: 60 })).mayAsk('fetch recording');
  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'busy' },
    caller: { message: { seconds: 5, endedBy: '#', text: 'All payments fail since nine.' } },
  });
  await call.isOver();
  const { id, voicemail } = await call.log((c) => Boolean(c.voicemail?.transcript));
  expect(voicemail).toMatchObject({ seconds: 5, transcript: 'All payments fail since nine.' });
  expect((await fetchMedia(`/calls/${id}/voicemail`)).status).toBe(200);
});

scenario('deletes the recording at the provider with the call', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = (await world.hotline({ ring: [priya] })).mayAsk('delete recording');
  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'accept' } });
  await call.isOver();
  const { id } = await call.log((c) => c.recording !== null);

  await api.delete(`/calls/${id}`);
  await expect(api.get(`/calls/${id}`)).rejects.toThrow(/404/);
  await eventually(async () => (await hotline.asked()).includes('delete recording') || null, 'it is deleted');
});
