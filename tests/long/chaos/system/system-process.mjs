// The chaos run's system, in a process of its own: what blocks here must not hold up who measures. The parent sends
// { id, ask, args } and is answered { id, answer } or { id, error }; where it is gone, everything ends.
import { ChaosSystem } from './chaos-system.mjs';
import { Faults } from './faults.mjs';

const report = (text) => process.stderr.write(`${new Date().toISOString().slice(11, 23)} ${text}\n`);
let stopping = null;
const stop = () => (stopping ??= Promise.resolve(system?.stop()).then(() => process.exit()));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
process.on('disconnect', stop);

let system = null;
const doors = {
  async start() {
    system = await ChaosSystem.start({ report });
    const { folder, ports, settings, urls, disks } = system;
    const whyNoDisk = Object.fromEntries(Object.entries(disks).map(([name, { why }]) => [name, why]));
    return { folder, ports, settings, urls, whyNoDisk };
  },
  stop,
};
let faults = null;

process.on('message', async ({ id, ask, args }) => {
  try {
    if (!(ask in doors)) faults ??= new Faults(system);
    const answer = await (ask in doors ? doors[ask](...args) : faults[ask](...args));
    process.send({ id, answer });
  } catch (error) {
    process.send({ id, error: String(error.stack ?? error) });
  }
});
