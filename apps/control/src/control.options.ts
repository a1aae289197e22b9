import { join } from 'node:path';
import { migrations } from './migrations/index.js';
import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rulesCaution, timeZoneRules } from '@ringdown/domain-oncall';
import { writeJson } from '@ringdown/kernel';
import type { Settings } from '@ringdown/platform-config';
import type { ServiceOptions } from '@ringdown/platform-http';
import { limitRequestBodies, refuseNul } from './api/index.js';
import { sendSecurityHeaders, serveConsole } from './console/index.js';
import { entities } from './entities.js';

export const controlOptions: ServiceOptions = {
  name: 'control',
  port: 3000,
  schema: 'control',
  migrations,
  entities,
  mirrors: [],
  answersRpc: true,
  durables: [],
  sweeps: [
    'reconcile configuration',
    'end test mode',
    'forget sessions',
    'forget idempotency keys',
    'ask providers',
    'tell shifts',
  ],
  about: { timeZoneRules, runtimeTimeZoneRules: process.versions['tz'] ?? 'unknown' },
  cautions: [rulesCaution(process.versions['tz'])].flatMap((caution) =>
    caution ? [`${caution.text} ${caution.fix}`] : [],
  ),
  configureHttp,
};

/** Where the console's build is, seen from this file in src as from the bundle, dist/main.js. */
const consoleFolder = join(import.meta.dirname, '../../console/dist');

/** What HTTP needs before the routes. */
async function configureHttp(app: NestFastifyApplication, { publicUrl }: Settings): Promise<void> {
  // an incident's details leave as they were written, to the digit
  app.getHttpAdapter().getInstance().setReplySerializer(writeJson);
  await sendSecurityHeaders(app, publicUrl);
  await app.register(cookie);
  refuseNul(app);
  await limitRequestBodies(app);
  await serveConsole(app, consoleFolder);
}
