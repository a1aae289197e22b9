import type { TelephonyProvider } from '../port/telephony-provider.js';
import { itFetchesRecordings } from './it-fetches-recordings.js';
import { itProvisionsNumbers } from './it-provisions-numbers.js';
import { itReachesPeople } from './it-reaches-people.js';
import { ProviderServer } from './provider-server.js';
import type { ReachedProvider } from './reached-provider.js';
import type { TelephonyRig } from './telephony-rig.js';

const nextUrl = 'https://hooks.example.com/voice/twilio/line_1/calls/call_1/proceed?a=1&b=2';
const person = { from: '+12245550123', to: '+14155550102' };
const text = 'Zoë: the database & its “replica” are down 🚒';

/** What holds for every provider's REST side, shown against a real HTTP server that answers as the provider does. */
export function itReachesATelephonyProvider(name: string, { open, rest }: TelephonyRig): void {
  const { account, callId, recordingId, failure } = rest;
  const impostor = { ...account, authToken: 'not the token' };

  describe(`${name} is reached by REST`, () => {
    let server: ProviderServer;
    let provider: TelephonyProvider;
    const closedPort = async (): Promise<string> => {
      const gone = await ProviderServer.start(account, failure(401));
      const { origin } = gone;
      await gone.stop();
      return origin;
    };
    const reached = (): ReachedProvider => ({ server, provider, closedPort });

    beforeAll(async () => {
      server = await ProviderServer.start(account, failure(401));
      provider = open(server.origin);
    });
    afterAll(() => server.stop());

    const calls = [
      {
        call: 'redirect',
        exchange: rest.redirect(nextUrl),
        ask: (by = account, at = provider) => at.redirect(by, callId, nextUrl),
      },
      {
        call: 'deleteRecording',
        exchange: rest.deletion,
        ask: (by = account, at = provider) => at.deleteRecording(by, recordingId),
      },
      { call: 'hangUp', exchange: rest.hangUp, ask: (by = account, at = provider) => at.hangUp(by, callId) },
      {
        call: 'sendText',
        exchange: rest.sendText({ ...person, text }),
        ask: (by = account, at = provider) => at.sendText(by, { ...person, text }),
      },
      {
        call: 'placeCall',
        exchange: rest.placeCall({ ...person, documentUrl: nextUrl }),
        ask: (by = account, at = provider) => at.placeCall(by, { ...person, documentUrl: nextUrl }),
      },
    ];

    describe.each(calls)('$call', ({ exchange, ask }) => {
      it('asks as the provider is asked, once, as the account', async () => {
        const { taken, ...asked } = exchange;
        server.answers(taken);
        await ask();
        expect(server.strangers).toBe(0);
        expect(server.received).toEqual([expect.objectContaining({ ...onlyAsked(asked) })]);
      });

      it.each([
        [400, 'refused'],
        [403, 'unauthorized'],
        [429, 'rate-limited'],
        [500, 'unreachable'],
        [503, 'unreachable'],
      ])('says what %d means, and does not ask again: %s', async (status, kind) => {
        server.answers(failure(status));
        await expect(ask()).rejects.toMatchObject({ name: 'ProviderFailure', kind });
        expect(server.received).toHaveLength(1);
      });

      it('is refused with another token', async () => {
        server.answers({ status: 200, body: '{}' });
        await expect(ask(impostor)).rejects.toMatchObject({ kind: 'unauthorized' });
        expect(server.strangers).toBe(1);
      });

      it('says that nobody listens', async () => {
        const unreachable = open(await closedPort());
        await expect(ask(account, unreachable)).rejects.toMatchObject({ kind: 'unreachable' });
      });
    });

    it.each(rest.callIsOver.map((reply) => [reply.status, reply] as const))(
      'says that the call is gone at %d, and has nothing to hang up',
      async (_, reply) => {
        server.answers(reply);
        await expect(provider.redirect(account, callId, nextUrl)).rejects.toMatchObject({ kind: 'gone' });
        await provider.hangUp(account, callId);
        expect(server.received).toHaveLength(2);
      },
    );

    it('takes a recording that is gone for deleted', async () => {
      server.answers(rest.deletion.goneBefore);
      await provider.deleteRecording(account, recordingId);
      expect(server.received).toHaveLength(1);
    });

    it.each(rest.callStatuses.map(({ what, ...status }) => [what, status] as const))(
      'knows how a call stands: %s',
      async (_, { replies, status }) => {
        server.answers(...replies);
        expect(await provider.callStatus(account, callId)).toEqual(status);
      },
    );

    it.each([401, 404, 429, 500])('does not claim to know how a call stands at %d', async (status) => {
      server.answers(failure(status));
      expect(await provider.callStatus(account, callId)).toEqual({ state: 'unknown', reason: expect.any(String) });
    });

    it('verifies an account, and distinguishes a wrong one from one that cannot be asked', async () => {
      server.answers(rest.accountReply);
      expect(await provider.verify(account)).toMatchObject({ ok: true });
      const wrong = await provider.verify(impostor);
      server.answers(failure(500));
      const unknown = await provider.verify(account);
      expect([wrong.ok, unknown.ok]).toEqual([false, false]);
      expect(wrong.detail).not.toBe(unknown.detail);
    });

    it('claims nothing where nobody listens', async () => {
      const unreachable = open(await closedPort());
      expect(await unreachable.callStatus(account, callId)).toMatchObject({ state: 'unknown' });
      expect(await unreachable.verify(account)).toMatchObject({ ok: false });
    });

    itReachesPeople(rest, reached);
    itProvisionsNumbers(rest, reached);
    itFetchesRecordings(rest, reached);
  });
}

const onlyAsked = ({ method, path, form }: { method: string; path: string; form: object }) => ({ method, path, form });
