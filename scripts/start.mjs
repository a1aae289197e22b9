import { join, resolve } from 'node:path';
import { assertNodeVersion } from './install/assert-node-version.mjs';
import { makeDataFolder } from './local-servers/own-folder.mjs';
import { bringUp } from './starting/bring-up.mjs';
import { claimCheckout } from './starting/claim-checkout.mjs';
import { readStartOptions, startUsage } from './starting/read-options.mjs';
import { createShutdown } from './starting/shutdown.mjs';
import { summary } from './starting/summary.mjs';

const root = join(import.meta.dirname, '..');
const report = (text) => console.log(text);
// Whoever reads our output may go away (npm start | head); what was started must still be stopped in order.
process.stdout.on('error', () => undefined);

try {
  assertNodeVersion();
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) report(startUsage);
  else await run(options);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
process.exit();

async function run(options) {
  const dataFolder = resolve(root, options.data);
  makeDataFolder(dataFolder);
  const giveUp = claimCheckout(join(dataFolder, 'start.json'));
  const shutdown = createShutdown({ report });
  try {
    const system = await bringUp({ ...options, root, dataFolder, given: process.env, shutdown, report });
    report(await summary({ ...system, dataFolder }));
    await shutdown.requested;
  } catch (error) {
    if (!shutdown.signal.aborted) throw error;
  } finally {
    await shutdown.stopAll();
    giveUp();
  }
}
