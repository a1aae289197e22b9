import type { Preview } from '@ringdown/contracts';
import { scenario } from './world/scenario.ts';
import { api } from './world/rest.ts';

scenario('previews what a call at that moment then does', async (world) => {
  const priya = await world.responder('Priya S.');
  const phoneless = await world.responder('Alex R.', null);
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({
    ring: [await world.schedule('Backend Team', [priya]), phoneless, sam],
    ringTimeoutSeconds: 60,
    progressMessages: true,
  });

  const preview = await api.get<Preview>(`/lines/${hotline.line.id}/preview?at=${new Date().toISOString()}`);
  expect(preview).toMatchObject({
    outcome: 'rings',
    attempts: [
      { role: 'primary', user: { id: priya.id }, phone: `…${priya.phone.slice(-4)}`, via: 'Weekly', skipped: null },
      { role: 'fallback1', user: { id: phoneless.id }, phone: null, skipped: 'no_phone' },
      { role: 'fallback2', user: { id: sam.id }, via: null, skipped: null },
    ],
  });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'busy', [sam.phone]: 'busy' },
    caller: { message: null },
  });
  const told = (await call.isOver()).story.map((s) => s.text);
  const log = await call.log();
  expect(log.attempts.map((a) => [a.userId, a.result === 'skipped' ? a.reason : null])).toEqual(
    preview.attempts.map(({ user, skipped }) => [user?.id, skipped]),
  );
  const heard = told.filter((text) => text.startsWith('caller hears: ')).map((text) => text.slice(15, -1));
  expect(heard).toEqual(preview.says.map((said) => ('text' in said ? said.text : '')));
});

scenario('previews a moment when no one is on call', async (world) => {
  const hotline = await world.hotline({ ring: [await world.schedule('Backend Team', [])] });
  const preview = await api.get<Preview>(`/lines/${hotline.line.id}/preview`);
  expect(preview).toMatchObject({ outcome: 'no_one_on_call', attempts: [{ skipped: 'nobody_on_call' }] });
  expect(preview.says.map(({ when }) => when)).toEqual(['welcome', 'no_one_on_call']);
});
