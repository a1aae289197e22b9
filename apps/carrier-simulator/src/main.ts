import { startServer } from './http/server.js';
import { settingsOfProcess } from './settings.js';
import { Simulator } from './simulator.js';

const settings = settingsOfProcess();
const server = await startServer(new Simulator(settings), settings.port, settings.host);
process.stdout.write(`The carrier simulator listens on ${server.url}.\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
