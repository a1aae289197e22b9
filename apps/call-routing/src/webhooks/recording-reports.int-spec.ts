import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually } from '@ringdown/testkit';
import { CallRepository } from '../calls/call.repository.js';
import { received, storedAfter } from '../testing/a-call.js';
import { aLine, aUser } from '../testing/a-mirror.js';
import { post } from '../testing/a-phone-call.js';
import { aRunningService, voiceUrl } from '../testing/a-running-service.js';

const providers = ['twilio', 'plivo'] as const;
type Provider = (typeof providers)[number];
const documents = {
  user: [aUser(1)],
  'provider-account': [
    { id: 'acct_twilio', name: 'T', provider: 'twilio' as const, accountSid: 'AC1', authToken: '' },
    { id: 'acct_plivo', name: 'P', provider: 'plivo' as const, authId: 'MA1', authToken: '' },
  ],
  line: providers.map((provider, n) =>
    aLine({ id: `line_${provider}`, number: `+1224555012${n}`, providerAccountId: `acct_${provider}` }),
  ),
};

let service: Awaited<ReturnType<typeof aRunningService>>;
let app: NestFastifyApplication;
beforeAll(async () => {
  service = await aRunningService(documents);
  app = service.app;
});
afterAll(() => service.stop());

let calls = 0;
/** A call whose caller is asked for a message. */
async function aCall(provider: Provider): Promise<string> {
  const id = `call_${provider}${++calls}`;
  const admission = { kind: 'divert', because: 'line_busy' } as const;
  const details = {
    id,
    provider,
    lineId: `line_${provider}`,
    providerAccountId: `acct_${provider}`,
    plan: [],
    admission,
  };
  await app.get(CallRepository).insert(storedAfter(received(details)), []);
  return id;
}

/** As each provider words it; `seconds` null where it does not say. */
const report = (provider: Provider, url: string, seconds: number | null) => ({
  ...(provider === 'twilio'
    ? { CallSid: 'CA1', RecordingSid: 'RE1', RecordingUrl: url }
    : { CallUUID: 'c1', RecordingID: 'RE1', RecordUrl: url }),
  ...(seconds === null ? {} : { RecordingDuration: String(seconds) }),
});

const right = {
  twilio: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1',
  plivo: 'https://media.plivo.com/RE1.mp3',
};
const wrong = ['', 'undefined', 'null', '/Recordings/RE1', 'https://', 'javascript:alert(1)', 'http://['];
const places = [
  ['the conversation', 'recordings/conversation', 'recording'],
  ['the message', 'recordings/voicemail', 'voicemail'],
  ['the message, as the caller’s leg reports it', 'message', 'voicemail'],
] as const;

describe.each(providers)('a report of %s whose address is no URL', (provider) => {
  it.each(places)('is not kept for %s, and a right one is, first or last', async (_, path, kind) => {
    for (const url of wrong)
      for (const seconds of [9, null]) {
        const id = await aCall(provider);
        const reports = async (at: string, address: string, length: number | null): Promise<void> => {
          const target = `${voiceUrl}/voice/${provider}/line_${provider}/calls/${id}/${at}`;
          expect((await post(app, provider, target, report(provider, address, length))).status).toBe(200);
        };
        // on a busy machine Postgres counts as unavailable for a moment
        const stored = () =>
          eventually(async () => {
            const found = await app.get(CallRepository).load(id);
            return found ?? Promise.reject(new Error(`there is no ${id} yet`));
          });
        const kept = async () => (await stored()).call[kind];
        await reports(path, url, 9);
        expect(await kept()).toBeNull();
        const later = kind === 'recording' ? 'recordings/conversation' : 'recordings/voicemail';
        await reports(later, right[provider], seconds);
        await reports(path, url, 30);
        expect(await kept()).toMatchObject({ recordingId: 'RE1', providerUrl: right[provider], seconds });
      }
  });
});
