import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock, type DomainError } from '@ringdown/kernel';
import { readSettings, SecretCipher } from '@ringdown/platform-config';
import { FailureFilter, httpAdapter, LOGGER, withSettings } from '@ringdown/platform-http';
import { ConfigMirror, RpcClient } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { fixedClock, freshDatabase, testNats } from '@ringdown/testkit';
import { AppModule, notificationService } from '../app.module.js';
import { aLine, anIntegration, aSchedule } from './documents.js';
import { FakeServer, type Received } from './fake-server.js';
import { aUser, secretKey } from './people-configuration.js';

export const signingSecret = 'the-signing-secret';

/** Who is who in Slack, by their ids there. */
const slackUsers: Readonly<Record<string, object>> = {
  UPRIYA: { team_id: 'T1', profile: { email: 'User_Priya@Example.com' } },
  UADMIN: { team_id: 'T1', profile: { email: 'user_admin@example.com' } },
  UVERA: { team_id: 'T1', profile: { email: 'user_vera@example.com' } },
  UNOBODY: { team_id: 'T1', profile: { email: 'nobody@example.com' } },
  // of another organization, with an address that its own administrator made up
  UFORGED: { team_id: 'T2', profile: { email: 'user_admin@example.com' } },
};

interface Sent {
  readonly secret?: string;
  readonly ageSeconds?: number;
  /** In place of the body that was signed. */
  readonly body?: string;
}

/** The notification service with real HTTP inside, a Slack of its own, and whoever answers RPC played by the test. */
export class SlackWorld {
  /** What other services were asked to do. */
  readonly asked: { readonly subject: string; readonly data: Record<string, unknown> }[] = [];
  answers: Readonly<Record<string, (data: Record<string, unknown>) => unknown>> = {};
  private triggers = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly slack: FakeServer,
    readonly clock: ReturnType<typeof fixedClock>,
    private readonly ending: () => Promise<void>,
  ) {}

  static async start(): Promise<SlackWorld> {
    const fresh = await freshDatabase();
    const slack = await FakeServer.start();
    const dataDir = mkdtempSync(join(tmpdir(), 'ringdown-slack-'));
    writeFileSync(join(dataDir, 'configuration.json'), JSON.stringify(configuration()));
    const settings = readSettings({
      DATABASE_URL: fresh.url,
      NATS_URL: testNats(),
      REDIS_URL: 'redis://127.0.0.1:1',
      PUBLIC_URL: 'https://ringdown.example.com',
      SLACK_API_URL: slack.origin,
      SECRET_KEY: secretKey,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
    });
    const app = await NestFactory.create<NestFastifyApplication>(
      withSettings(AppModule, settings),
      httpAdapter(settings),
      {
        logger: false,
      },
    );
    app.useGlobalFilters(new FailureFilter(app.get<Logger>(LOGGER)));
    const clock = fixedClock('2026-01-05T03:00:00.000Z');
    Object.assign(app.get(Clock), { now: () => clock.now() });
    await notificationService.configureHttp?.(app, settings);
    app.get(ConfigMirror).start();
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    await app.get(Database).open();
    const world = new SlackWorld(app, slack, clock, async () => {
      await app.close();
      await slack.stop();
      await fresh.drop();
      rmSync(dataDir, { recursive: true, force: true });
    });
    const request = async ({ subject }: { subject: string }, data: Record<string, unknown>) => {
      world.asked.push({ subject, data });
      const answer = world.answers[subject];
      if (!answer) throw new Error(`the test answers no ${subject}`);
      return answer(data);
    };
    Object.assign(app.get(RpcClient, { strict: false }), { request });
    slack.answers((received) => answerOfSlack(received));
    return world;
  }

  reset(): void {
    this.asked.length = 0;
    this.answers = {};
    this.slack.received.length = 0;
  }

  stop(): Promise<void> {
    return this.ending();
  }

  get responseUrl(): string {
    return `${this.slack.origin}/actions/T1/1/x`;
  }

  /** What was asked, but for reads. */
  get done() {
    return this.asked.filter(({ subject }) => !/\.(get|list|brief)$/.test(subject));
  }

  press(actionId: string, value = 'inc_1', slackUserId = 'UPRIYA', sent: Sent = {}) {
    const payload = {
      type: 'block_actions',
      user: { id: slackUserId },
      trigger_id: this.aTrigger(),
      channel: { id: 'C1' },
      response_url: this.responseUrl,
      actions: [{ type: 'button', block_id: 'actions', action_id: actionId, value }],
    };
    return this.interact(payload, sent);
  }

  /** Sends a form as it was shown last, with these values by block. */
  formOf(values: Readonly<Record<string, string | null>>, slackUserId = 'UPRIYA'): object {
    const shown = this.calls('views.open').at(-1);
    const view = JSON.parse(String(shown?.body['view'])) as { callback_id: string; private_metadata: string };
    const state = Object.entries(values).map(([block, value]) => [
      block,
      { input: { type: 'plain_text_input', value } },
    ]);
    const { callback_id, private_metadata } = view;
    return {
      type: 'view_submission',
      user: { id: slackUserId },
      trigger_id: this.aTrigger(),
      view: { callback_id, private_metadata, state: { values: Object.fromEntries(state) as object } },
    };
  }

  interact(payload: object, sent: Sent = {}) {
    return this.send('/slack/interactions', new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), sent);
  }

  /** A slash command; `trigger` the same: the same request again. */
  command(text: string, slackUserId = 'UPRIYA', trigger = this.aTrigger()) {
    const form = new URLSearchParams({
      command: '/ringdown',
      text,
      user_id: slackUserId,
      channel_id: 'C1',
      response_url: this.responseUrl,
      trigger_id: trigger,
    });
    return this.send('/slack/commands', form.toString());
  }

  async send(url: string, body: string, { secret = signingSecret, ageSeconds = 0, body: other }: Sent = {}) {
    const timestamp = String(Math.floor(this.clock.now().getTime() / 1000) - ageSeconds);
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    const { statusCode, body: text } = await this.app.inject({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      payload: other ?? body,
    });
    return { status: statusCode, text };
  }

  /** What Slack was asked by this method of its Web API. */
  calls(method: string): readonly Received[] {
    return this.slack.received.filter(({ path }) => path === `/api/${method}`);
  }

  /** The texts that were told at the response_url. */
  get told(): readonly string[] {
    return this.slack.received
      .filter(({ path }) => path.startsWith('/actions/'))
      .map(({ body }) => String(body['text']));
  }

  aTrigger(): string {
    this.triggers += 1;
    return `1.2.${this.triggers}`;
  }
}

/** For an answer by which an owner refuses. */
export const refuses = (error: DomainError) => (): never => {
  throw error;
};

function answerOfSlack({ path, body }: Received): { status: number; body: object } {
  if (path === '/api/users.info') {
    const user = slackUsers[String(body['user'])];
    return { status: 200, body: user ? { ok: true, user } : { ok: false, error: 'user_not_found' } };
  }
  return { status: 200, body: { ok: true, team_id: 'T1' } };
}

function configuration(): object {
  const cipher = new SecretCipher(secretKey);
  const channel = {
    id: 'chan_ops',
    name: '#ops',
    type: 'slack-app',
    botTokenSecret: cipher.encrypt('xoxb-1'),
    signingSecret: cipher.encrypt(signingSecret),
    channel: '#ops',
  };
  const rotation = { every: 1, unit: 'week', startsAt: '2026-01-05T00:00' } as const;
  const layers = [{ name: 'Weekly', participants: ['user_priya', 'user_admin'], rotation }];
  const documents = [
    ['channel', channel],
    ['user', aUser('user_priya')],
    ['user', aUser('user_admin', { name: 'Adam A.', role: 'admin' })],
    ['user', aUser('user_vera', { name: 'Vera L.', role: 'viewer' })],
    ['line', aLine('line_1', [])],
    ['integration', { ...anIntegration('int_b', []), name: 'B' }],
    ['integration', { ...anIntegration('int_a', []), name: 'A' }],
    ['schedule', { ...aSchedule('sched_backend', []), name: 'Ledger rota', layers }],
    ['schedule', { ...aSchedule('sched_data', []), name: 'Archive rota' }],
  ] as const;
  return Object.fromEntries(documents.map(([kind, document]) => [`${kind}.${document.id}`, document]));
}
