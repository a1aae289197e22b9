import { Database } from '@ringdown/platform-persistence';
import { PeriodicTask } from '@ringdown/platform-timers';
import { eventually } from '@ringdown/testkit';
import { anOrganisation } from '../testing/an-organisation.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { TestModeTimers } from './test-mode.service.js';

let control: ControlUnderTest;
const start = async (settings: Record<string, string> = {}): Promise<void> => {
  control = await startControl(settings, { withJobs: true });
};
afterEach(async () => {
  jest.restoreAllMocks();
  await control.stop();
});

async function inTestMode(): Promise<{ lineId: string; until: Date }> {
  const { line, user } = await anOrganisation(control.client);
  const { id } = await control.client.made('/lines', line);
  expect((await control.client.post(`/lines/${id}/test-mode`, { userId: user.id })).status).toBe(201);
  const until = new Date(Date.now() + 300);
  await control.app.get(Database).query('update test_mode set until = $1', [until]);
  return { lineId: id, until };
}
const isForgotten = async (): Promise<boolean> =>
  (await control.database.query('select 1 from test_mode')).length === 0;

it('ends by its timer, also where no sweep comes round', async () => {
  jest.spyOn(PeriodicTask.prototype, 'start').mockReturnValue();
  await start();
  const timers = control.app.get(TestModeTimers, { strict: false });
  await eventually(() => timers.up);
  const { lineId, until } = await inTestMode();
  await timers.arm('test-mode-end', { lineId, until: until.toISOString() }, until);
  await eventually(isForgotten);
});

it('starts and ends where Redis is unavailable', async () => {
  await start({ REDIS_URL: 'redis://127.0.0.1:1' });
  await inTestMode();
  await eventually(isForgotten);
});
