import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ConfigDocument, ConfigKind } from '@ringdown/contracts';
import { readSettings, SecretCipher } from '@ringdown/platform-config';
import { FailureFilter, httpAdapter, LOGGER, withSettings } from '@ringdown/platform-http';
import { configKey, ConfigMirror } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { freshDatabase, testNats, testRedis } from '@ringdown/testkit';
import { AppModule } from '../app.module.js';
import { takeWebhooks } from '../webhooks/provider-methods.js';

export const secretKey = '0123456789abcdef0123456789abcdef';
export const authToken = '12345abcdef67890test';
export const voiceUrl = 'http://127.0.0.1:3002';

type Documents = { [K in ConfigKind]?: readonly ConfigDocument<K>[] };

/** Call-routing with all its parts, on a Postgres of its own and this configuration, asked without a port. */
export async function aRunningService(documents: Documents, environment: Readonly<Record<string, string>> = {}) {
  const fresh = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'ringdown-call-routing-'));
  const cipher = new SecretCipher(secretKey);
  const accounts = (documents['provider-account'] ?? []).map((a) => ({ ...a, authToken: cipher.encrypt(authToken) }));
  const configured = { ...documents, 'provider-account': accounts } as Documents;
  const entries = Object.entries(configured).flatMap(([kind, list]) =>
    list.map((document) => [configKey(kind as ConfigKind, document.id), document] as const),
  );
  writeFileSync(join(folder, 'configuration.json'), JSON.stringify(Object.fromEntries(entries)));
  const settings = readSettings({
    DATABASE_URL: fresh.url,
    NATS_URL: testNats(),
    REDIS_URL: testRedis(),
    PUBLIC_URL: 'http://127.0.0.1:3000',
    VOICE_URL: voiceUrl,
    SECRET_KEY: secretKey,
    DATA_DIR: folder,
    FALLBACK_DIR: join(folder, 'fallback'),
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const module = withSettings(AppModule, settings);
  const app = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(settings), {
    logger: false,
  });
  app.useGlobalFilters(new FailureFilter(app.get<Logger>(LOGGER)));
  takeWebhooks(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const mirror = app.get(ConfigMirror);
  mirror.start();
  await app.get(Database).open();
  return {
    app,
    stop: async () => {
      await app.close();
      await fresh.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
