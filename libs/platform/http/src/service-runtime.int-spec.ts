import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, Module, type OnApplicationBootstrap, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { callEvents } from '@ringdown/contracts';
import { readSettings } from '@ringdown/platform-config';
import { EventHandler } from '@ringdown/platform-messaging';
import {
  Database,
  deadLetterTable,
  dropDeadLetterTable,
  dropMessagingTables,
  isPostgresUnavailable,
  messagingTables,
  OutboxEntry,
} from '@ringdown/platform-persistence';
import { Sweep } from '@ringdown/platform-timers';
import { eventually, freshDatabase, type FreshDatabase, testNats, testRedis } from '@ringdown/testkit';
import type { QueryRunner, Repository } from 'typeorm';
import { httpAdapter } from './start-service.js';
import { ServiceModule, withSettings } from './service-module.js';
import type { ServiceOptions } from './service-options.js';
import { CannotStart, ServiceRuntime } from './service-runtime.js';

class Tables1795219200000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
    await runner.query(deadLetterTable);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropDeadLetterTable);
    await runner.query(dropMessagingTables);
  }
}

const noted: string[] = [];

@Injectable()
class Works implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    @InjectRepository(OutboxEntry) readonly outbox: Repository<OutboxEntry>,
  ) {}

  onApplicationBootstrap(): void {
    this.database.whenOpen(async () => noted.push(`open with ${await this.outbox.count()} events`));
  }

  @EventHandler(callEvents.rang, { durable: 'spec-works' })
  async handle(): Promise<void> {}

  @Sweep({ name: 'early', everyMs: 10, starts: 'at boot' })
  early(): void {
    noted.push('early');
  }

  @Sweep({ name: 'late', everyMs: 10 })
  async late(): Promise<void> {
    await this.outbox.count();
    noted.push('late');
  }

  onApplicationShutdown(): void {
    noted.push('shut down');
  }
}

@Injectable()
class WorksToo {
  @EventHandler(callEvents.rang, { durable: 'spec-works' })
  async handle(): Promise<void> {}
}

const options: ServiceOptions = {
  name: 'spec',
  port: 0,
  schema: 'spec',
  migrations: [Tables1795219200000] as never[],
  mirrors: [],
  durables: ['spec-works'],
  sweeps: ['early', 'late'],
};

let fresh: FreshDatabase;
beforeAll(async () => (fresh = await freshDatabase()));
afterAll(() => fresh.drop());
beforeEach(() => void noted.splice(0));

async function boot(change: Partial<ServiceOptions>, providers: Type[], databaseUrl = fresh.url) {
  @Module({
    imports: [ServiceModule.forService({ ...options, ...change }), TypeOrmModule.forFeature([OutboxEntry])],
    providers,
  })
  class AppModule {}
  const settings = readSettings({
    DATABASE_URL: databaseUrl,
    NATS_URL: testNats(),
    REDIS_URL: testRedis(),
    PUBLIC_URL: 'http://127.0.0.1:3000',
    SECRET_KEY: '0123456789abcdef0123456789abcdef',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'ringdown-spec-')),
    LOG_LEVEL: 'silent',
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    withSettings(AppModule, settings),
    httpAdapter(settings),
    { logger: false },
  );
  try {
    await app.init();
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

it('runs what is declared, and stops it before what it stands on is closed', async () => {
  const app = await boot({}, [Works]);
  app.get(ServiceRuntime).start();
  await eventually(() => expect(noted).toEqual(expect.arrayContaining(['early', 'late', 'open with 0 events'])));
  await app.close();
  expect(noted.at(-1)).toBe('shut down');
  await expect(app.get(Database).query('select 1')).rejects.toThrow('unavailable');
});

it('has its repositories and its early sweeps while Postgres is not there', async () => {
  const app = await boot({}, [Works], 'postgres://nobody@127.0.0.1:1/none');
  app.get(ServiceRuntime).start();
  await eventually(() => expect(noted).toContain('early'));
  const failure: unknown = await app
    .get(Works)
    .outbox.find()
    .catch((error: unknown) => error);
  expect(isPostgresUnavailable(failure)).toBe(true);
  await app.close();
  expect(noted).not.toContain('late');
});

it.each<[string, Partial<ServiceOptions>, Type[], string]>([
  ['two handlers of one durable', {}, [Works, WorksToo], 'two event handlers follow events as spec-works'],
  ['two sweeps of one name', {}, [Works, class extends Works {}], 'two event handlers follow events as spec-works'],
  [
    'a handler that nobody imports',
    { durables: ['spec-works', 'spec-lost'] },
    [Works],
    'as spec-lost. Import the module',
  ],
  [
    'a sweep that nobody imports',
    { sweeps: ['early', 'late', 'lost'] },
    [Works],
    'no sweep named "lost". Import the module',
  ],
  ['a handler that is not listed', { durables: [] }, [Works], "spec-works, which the service's durables do not list"],
  ['a sweep that is not listed', { sweeps: ['early'] }, [Works], `the service's sweeps do not list "late"`],
])('does not start with %s', async (_what, change, providers, sentence) => {
  const failure: unknown = await boot(change, providers).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CannotStart);
  expect(String(failure)).toContain(sentence);
});
