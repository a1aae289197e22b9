import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { writeJson } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { Readiness } from '@ringdown/platform-http';
import { limitRequestBodies, refuseNul } from './api/index.js';
import { sendSecurityHeaders, serveConsole } from './console/index.js';
import { FirstStart } from './users/index.js';

/** What HTTP needs before the routes. */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  // an incident's details leave as they were written, to the digit
  app.getHttpAdapter().getInstance().setReplySerializer(writeJson);
  await sendSecurityHeaders(app, app.get(Settings).publicUrl);
  await app.register(cookie);
  refuseNul(app);
  await limitRequestBodies(app);
  await serveConsole(app);
  const firstStart = app.get(FirstStart, { strict: false });
  app.get(Readiness).add('first start', () => firstStart.missing);
}
