import { scenario } from './world/scenario.ts';
import { eventually } from './world/waiting.ts';
import { api } from './world/rest.ts';

interface ShownLine {
  readonly testMode: { readonly userId: string; readonly until: string } | null;
}

scenario('rings only the tester while a line is in test mode, flags the call, and opens no incident', async (world) => {
  const priya = await world.responder('Priya S.');
  const kim = await world.responder('Kim T.');
  const integration = await world.integration('Hotline');
  const hotline = await world.hotline({
    ring: [priya, priya],
    ringTimeoutSeconds: 60,
    incident: { trigger: 'all', integrationId: integration.id },
  });
  const { id } = hotline.line;
  const people = { [priya.phone]: 'busy', [kim.phone]: 'busy' };
  const caller = { message: null };

  const before = Date.now();
  await api.post(`/lines/${id}/test-mode`, { userId: kim.id });
  const { testMode } = await api.get<ShownLine>(`/lines/${id}`);
  expect(testMode?.userId).toBe(kim.id);
  expect(Math.abs(Date.parse(testMode?.until ?? '') - before - 5 * 60_000)).toBeLessThan(30_000);

  const log = await eventually(async () => {
    const call = await hotline.isDialledBy(world.aNumber(), { people, caller });
    await call.isOver();
    const found = await call.log();
    return found.test ? found : null;
  }, 'a call is a test');
  expect(log.attempts.map((a) => [a.userName, a.result])).toEqual([
    ['Kim T.', 'busy'],
    ['Kim T.', 'busy'],
  ]);

  await api.delete(`/lines/${id}/test-mode`);
  expect((await api.get<ShownLine>(`/lines/${id}`)).testMode).toBeNull();
  const real = await eventually(async () => {
    const call = await hotline.isDialledBy(world.aNumber(), { people, caller });
    await call.isOver();
    const found = await call.log();
    return found.test ? null : found;
  }, 'a call is no test any more');
  expect(real.attempts[0]?.userName).toBe('Priya S.');
  const incidents = await world.incidents(integration.id, 1);
  expect(incidents.flatMap((i) => i.callIds)).not.toContain(log.id);
});

scenario('wants a tester who can be rung', async (world) => {
  const phoneless = await world.responder('Priya S.', null);
  const hotline = await world.hotline({ ring: [phoneless] });
  await expect(api.post(`/lines/${hotline.line.id}/test-mode`, { userId: phoneless.id })).rejects.toThrow(/phone/);
});
