import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { CallCommand } from '@ringdown/domain-calls';
import { eventually } from '@ringdown/testkit';
import { received, storedAfter } from '../testing/a-call.js';
import { aLine, aUser } from '../testing/a-mirror.js';
import { aPhoneCall } from '../testing/a-phone-call.js';
import { type Answer, aProviderApi } from '../testing/a-provider-api.js';
import { aRunningService } from '../testing/a-running-service.js';
import { CallDefectRepository } from './call-defects.js';
import { ProviderCallStatusCheck } from './provider-call-status.js';
import { CallRepository } from './call.repository.js';
import { CallLogRepository } from '../call-log/call-log.repository.js';

const providers = ['twilio', 'plivo'] as const;
type Provider = (typeof providers)[number];
const lineOf = (provider: Provider) => `line_${provider}`;
const [priya, sam] = ['14155550101', '14155550102'] as const;

const documents = {
  user: [aUser(1), aUser(2)],
  'provider-account': [
    { id: 'acct_twilio', name: 'T', provider: 'twilio' as const, accountSid: 'AC1', authToken: '' },
    { id: 'acct_plivo', name: 'P', provider: 'plivo' as const, authId: 'MA1', authToken: '' },
  ],
  line: providers.map((provider, n) =>
    aLine({
      id: lineOf(provider),
      number: `+1224555012${n}`,
      providerAccountId: `acct_${provider}`,
      primary: { type: 'user', id: 'user_1' },
      callerLimit: { perCallerPerHour: 1000, concurrentCalls: 1000 },
    }),
  ),
};

let api: Awaited<ReturnType<typeof aProviderApi>>;
let service: Awaited<ReturnType<typeof aRunningService>>;
let app: NestFastifyApplication;
beforeAll(async () => {
  api = await aProviderApi();
  service = await aRunningService(documents, { TWILIO_API_URL: api.origin, PLIVO_API_URL: api.origin });
  app = service.app;
});
afterAll(async () => {
  await service.stop();
  await api.stop();
});
afterEach(() => jest.restoreAllMocks());

let calls = 0;
const idOf = (provider: Provider): string => {
  calls += 1;
  const digits = String(calls);
  return provider === 'twilio'
    ? `CA${digits.padStart(32, '0')}`
    : `c0ffee00-0000-0000-0000-${digits.padStart(12, '0')}`;
};

interface Talk {
  readonly providerAccountId?: string;
  /** Sam, the fallback, talks instead of Priya. */
  readonly fallbackTalks?: boolean;
}

/** Priya has been talking on a call for a minute, as Postgres knows; `answer` is what the provider says of it. */
async function isTalking(provider: Provider, answer: Answer, { providerAccountId, fallbackTalks }: Talk = {}) {
  const providerCallId = idOf(provider);
  const id = `call_${providerCallId}`;
  const calledAt = Date.now() - 75_000;
  const since = (seconds: number): number => calledAt + seconds * 1000;
  const more: readonly CallCommand[] = [
    { type: 'proceed', at: since(4), busyUserIds: [] },
    { type: 'pick-up', attempt: 1, at: since(10) },
    { type: 'press', attempt: 1, digit: '1', at: since(14) },
  ];
  const first = received({
    ...{ id, provider, providerCallId, lineId: lineOf(provider), calledAt },
    providerAccountId: providerAccountId ?? `acct_${provider}`,
    plan: received().plan.slice(fallbackTalks ? 1 : 0),
  });
  const stored = storedAfter(first, ...more);
  api.answers.set(providerCallId, answer);
  await app.get(CallRepository).insert(stored, []);
  return { id, providerCallId, stored, isLogged: () => app.get(CallLogRepository).get(id) };
}

/** So that the next test's Priya is on one call. */
async function isOver({ id }: { id: string }): Promise<void> {
  const stored = await app.get(CallRepository).load(id);
  if (!stored || stored.call.phase.name === 'ended') return;
  const ended = { ...stored.call, phase: { name: 'ended' as const, at: Date.now(), duration: 1 } };
  await app.get(CallRepository).update({ ...stored, call: ended, version: stored.version + 1 }, []);
}

const nextCallOf = (provider: Provider) =>
  aPhoneCall(app, { provider, lineId: lineOf(provider), id: idOf(provider), accepts: [sam] });

describe.each(providers)('a call at %s whose end was not reported', (provider) => {
  it('is ended as the provider says, and its responder rings', async () => {
    const talk = await isTalking(provider, 'over');
    const isAsked = () => api.asked.filter((id) => id === talk.providerCallId);
    await eventually(async () => {
      expect((await nextCallOf(provider)).rung).toEqual([priya, sam]);
      // where Postgres is too busy to say who talks, all ring and nobody is asked about
      expect(isAsked()).toHaveLength(1);
    });
    await eventually(async () =>
      expect(await talk.isLogged()).toMatchObject({ status: 'ended', outcome: 'answered', duration: 61 }),
    );
    expect((await talk.isLogged()).steps.at(-1)?.text).toBe('The call ended after 61 s');
    expect(isAsked()).toHaveLength(1);
  });

  it('goes on where the provider says so, and its responder is skipped without a second request', async () => {
    const talk = await isTalking(provider, 'live');
    const { lastSignAt } = talk.stored.call;
    for (let n = 0; n < 2; n++) {
      expect((await nextCallOf(provider)).rung).toEqual([sam]);
      await eventually(async () =>
        expect((await app.get(CallRepository).load(talk.id))?.call.lastSignAt).toBeGreaterThan(lastSignAt),
      );
    }
    expect(api.asked.filter((id) => id === talk.providerCallId)).toHaveLength(1);
    await isOver(talk);
  });

  it.each([429, 500, 404] as const)('does not keep its responder where the provider answers %d', async (status) => {
    const talk = await isTalking(provider, status);
    expect((await nextCallOf(provider)).rung).toEqual([priya, sam]);
    expect(await talk.isLogged()).toMatchObject({ status: 'live' });
    await isOver(talk);
  });

  it('does not keep its responder, nor the caller, where the provider never answers', async () => {
    const talk = await isTalking(provider, 'never');
    expect(await nextCallOf(provider)).toMatchObject({ rung: [priya, sam], unusable: [], connectedTo: sam });
    await isOver(talk);
  });

  it('does not keep its responder where its account was deleted', async () => {
    const talk = await isTalking(provider, 'live', { providerAccountId: 'acct_deleted' });
    expect((await nextCallOf(provider)).rung).toEqual([priya, sam]);
    expect(api.asked).not.toContain(talk.providerCallId);
    await isOver(talk);
  });

  it('does not keep its responder where asking meets a defect of ours, which is noted and lets nobody else ring', async () => {
    const talk = await isTalking(provider, 'live');
    const other = await isTalking(provider, 'live', { fallbackTalks: true });
    const statusCheck = app.get(ProviderCallStatusCheck);
    const ask = statusCheck.ask.bind(statusCheck);
    jest.spyOn(statusCheck, 'ask').mockImplementation((stored) => {
      if (stored.call.id === other.id) throw new TypeError('a planted defect');
      return ask(stored);
    });
    expect(await nextCallOf(provider)).toMatchObject({ rung: [sam], connectedTo: sam, unusable: [] });
    const what = 'Who is on another call could not be determined (TypeError: a planted defect).';
    await eventually(async () =>
      expect(await app.get(CallDefectRepository).list()).toContainEqual(expect.objectContaining({ what })),
    );
    await isOver(talk);
    await isOver(other);
  });
});
