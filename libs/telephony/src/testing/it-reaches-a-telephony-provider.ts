import { text } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import type { TelephonyProvider } from '../port/telephony-provider.js';
import { ProviderServer } from './provider-server.js';
import type { TelephonyRig } from './telephony-rig.js';

const nextUrl = 'https://hooks.example.com/voice/twilio/line_1/calls/call_1/proceed?a=1&b=2';

/** What holds for every provider's REST side, shown against a real HTTP server that answers as the provider does. */
export function itReachesATelephonyProvider(name: string, { open, rest }: TelephonyRig): void {
  const { account, callId, recordingId, redirect, deletion, failure } = rest;
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
    const lastRequest = () => {
      expect(server.strangers).toBe(0);
      return server.received.at(-1);
    };

    beforeAll(async () => {
      server = await ProviderServer.start(account, failure(401));
      provider = open(server.origin);
    });
    afterAll(() => server.stop());

    const calls = [
      { call: 'redirect', ask: (by = account) => provider.redirect(by, callId, nextUrl) },
      { call: 'deleteRecording', ask: (by = account) => provider.deleteRecording(by, recordingId) },
    ];

    it('redirects a live call to a URL, as the account', async () => {
      server.answers(redirect.taken);
      await provider.redirect(account, callId, nextUrl);
      expect(lastRequest()).toMatchObject({ method: 'POST', path: redirect.path, form: redirect.form(nextUrl) });
      expect(server.received).toHaveLength(1);
    });

    it.each(redirect.callIsOver.map((reply) => [reply.status, reply] as const))(
      'says that the call is gone at %d',
      async (_, reply) => {
        server.answers(reply);
        await expect(provider.redirect(account, callId, nextUrl)).rejects.toMatchObject({ kind: 'gone' });
      },
    );

    describe.each(calls)('$call', ({ ask }) => {
      it.each([
        [400, 'refused'],
        [403, 'unauthorized'],
        [429, 'rate-limited'],
        [500, 'unreachable'],
        [503, 'unreachable'],
      ])('tells what %d means: %s', async (status, kind) => {
        server.answers(failure(status));
        await expect(ask()).rejects.toMatchObject({ name: 'ProviderFailure', kind });
      });

      it('is refused with another token', async () => {
        server.answers({ status: 200, body: '{}' });
        await expect(ask(impostor)).rejects.toMatchObject({ kind: 'unauthorized' });
        expect(server.strangers).toBe(1);
      });
    });

    it('tells that nobody listens', async () => {
      const away = open(await closedPort());
      await expect(away.redirect(account, callId, nextUrl)).rejects.toMatchObject({ kind: 'unreachable' });
      await expect(away.deleteRecording(account, recordingId)).rejects.toMatchObject({ kind: 'unreachable' });
      expect(await away.standing(account, callId)).toMatchObject({ state: 'unknown' });
      expect(await away.verify(account)).toMatchObject({ ok: false });
    });

    it.each(rest.standings.map(({ what, ...rest }) => [what, rest] as const))(
      'knows how a call stands: %s',
      async (_, { reply, standing }) => {
        server.answers(reply);
        expect(await provider.standing(account, callId)).toEqual(standing);
      },
    );

    it.each([401, 404, 429, 500])('does not claim to know how a call stands at %d', async (status) => {
      server.answers(failure(status));
      expect(await provider.standing(account, callId)).toEqual({ state: 'unknown', reason: expect.any(String) });
    });

    it('deletes a recording, once or twice', async () => {
      for (const reply of [deletion.done, deletion.goneBefore]) {
        server.answers(reply);
        await provider.deleteRecording(account, recordingId);
        expect(lastRequest()).toMatchObject({ method: 'DELETE', path: deletion.path });
      }
    });

    it('verifies an account, and tells a wrong one from one that cannot be asked', async () => {
      server.answers(rest.accountReply);
      expect(await provider.verify(account)).toMatchObject({ ok: true });
      const wrong = await provider.verify(impostor);
      server.answers(failure(500));
      const unknown = await provider.verify(account);
      expect([wrong.ok, unknown.ok]).toEqual([false, false]);
      expect(wrong.detail).not.toBe(unknown.detail);
    });

    it('fetches a recording, or the range of it that is asked for', async () => {
      const headers = { 'content-type': 'audio/mpeg', 'content-range': 'bytes 2-5/10', 'x-account': account.accountId };
      server.answers({ status: 206, body: 'cdef', headers });
      const media = await provider.fetchMedia(account, rest.mediaUrl(server.origin), 'bytes=2-5');
      expect(lastRequest()?.range).toBe('bytes=2-5');
      expect(media.status).toBe(206);
      expect(await text(media.body as ReadableStream)).toBe('cdef');
      expect(media.headers).toEqual({
        'content-type': 'audio/mpeg',
        'content-range': 'bytes 2-5/10',
        ...(media.headers['content-length'] ? { 'content-length': '4' } : {}),
      });
      await (await provider.fetchMedia(account, rest.mediaUrl(server.origin), undefined)).body?.cancel();
      expect(lastRequest()?.range).toBeUndefined();
    });

    it('takes the password to no other host', async () => {
      server.answers({ status: 200, body: 'x' });
      const { origin } = server;
      const foreign = [
        await closedPort(),
        origin.replace('127.0.0.1', 'localhost'),
        origin.replace('http:', 'https:'),
        origin.replace('//', '//user@'),
        'https://twilio.com.example.com',
        'https://nottwilio.com',
        'http://api.twilio.com',
        'file://',
      ];
      for (const elsewhere of foreign) {
        const asked = provider.fetchMedia(account, rest.mediaUrl(elsewhere), undefined);
        await expect(asked).rejects.toMatchObject({ name: 'ProviderFailure', kind: 'refused' });
      }
      expect(server.received).toHaveLength(0);
    });

    it('follows no redirect of a recording to another host', async () => {
      server.answers({ status: 302, headers: { location: `${await closedPort()}/elsewhere` } });
      const asked = provider.fetchMedia(account, rest.mediaUrl(server.origin), undefined);
      await expect(asked).rejects.toMatchObject({ kind: 'unreachable' });
    });
  });
}
