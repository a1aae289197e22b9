import { startServer } from './http/start-server.js';
import { routesOf } from './routes.js';
import { settingsOfProcess } from './settings.js';
import { Simulator } from './simulator.js';

const settings = settingsOfProcess();
const server = await startServer(routesOf(new Simulator(settings)), settings.port, settings.host);
process.stdout.write(`simulated simulator: ${server.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
