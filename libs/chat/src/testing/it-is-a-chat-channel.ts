import type { ChatChannel } from '../chat-channel.js';
import { OutboundHttp } from '../outbound-http.js';
import { ChatServer, type Reply } from './chat-server.js';
import { anOutgoing } from './messages.js';

/** What the suite has to know of a provider. */
interface ChatChannelRig {
  open(url: string, http: OutboundHttp): ChatChannel;
  /** How the provider says that it took the message. */
  readonly accepts: Reply;
  /** How it says that it never will. */
  readonly refuses: readonly Reply[];
  /** Every text a reader sees, out of the payload that was posted. */
  textOf(payload: unknown): string;
}

/** What holds for every chat provider, shown against a real HTTP server that answers as the provider does. */
export function itIsAChatChannel(name: string, rig: ChatChannelRig): void {
  describe(`${name} is a chat channel`, () => {
    let server: ChatServer;
    let http: OutboundHttp;
    const deliver = (outgoing = anOutgoing()) => rig.open(server.url, http).deliver(outgoing);

    beforeAll(async () => {
      server = await ChatServer.start();
    });
    beforeEach(() => {
      http = new OutboundHttp({ allowPrivate: true });
    });
    afterEach(() => http.close());
    afterAll(() => server.stop());

    it('posts one JSON body with all the reader has to know, and is accepted', async () => {
      server.answers(rig.accepts);
      expect(await deliver()).toMatchObject({ type: 'accepted' });
      expect(server.received).toHaveLength(1);
      const [request] = server.received;
      expect(request).toMatchObject({ method: 'POST', path: '/hook/secret' });
      expect(request?.contentType).toContain('application/json');
      const text = rig.textOf(JSON.parse(request?.body ?? ''));
      for (const word of [
        'Mitchell Starc',
        '+14156040016',
        'Priya S.',
        'Outcome',
        'Answered',
        '0:23',
        'Open the call',
      ]) {
        expect(text).toContain(word);
      }
      expect(request?.body).toContain('https://ringdown.example.com/calls/call_1');
    });

    it('comes back at the time that the provider names', async () => {
      server.answers({ status: 429, headers: { 'Retry-After': '7' }, body: 'rate_limited' });
      expect(await deliver()).toEqual({ type: 'retry', afterMs: 7000, reason: expect.stringContaining('429') });
    });

    it.each([500, 502, 503])('tries again after %d', async (status) => {
      server.answers({ status, body: 'rollup_error' });
      expect(await deliver()).toEqual({ type: 'retry', reason: expect.stringContaining(String(status)) });
    });

    it('tries again when there is no answer in time', async () => {
      server.answers({ status: 200, silent: true });
      await http.close();
      http = new OutboundHttp({ allowPrivate: true, timeoutMs: 250 });
      expect(await deliver()).toEqual({ type: 'retry', reason: expect.stringContaining('no answer in time') });
    });

    it('tries again when nobody listens', async () => {
      const gone = await ChatServer.start();
      const { url } = gone;
      await gone.stop();
      expect(await rig.open(url, http).deliver(anOutgoing())).toEqual({
        type: 'retry',
        reason: expect.stringContaining('ECONNREFUSED'),
      });
    });

    it.each(rig.refuses.map((reply) => [reply.status, reply] as const))('gives up at %d', async (status, reply) => {
      server.answers(reply);
      const answer = await deliver();
      expect(answer).toMatchObject({ type: 'failed-for-good', reason: expect.stringContaining(String(status)) });
      expect(answer).toMatchObject({ reason: expect.stringContaining(reply.body ?? '') });
    });

    it('follows no redirect', async () => {
      server.answers({ status: 302, headers: { Location: server.url } });
      expect(await deliver()).toMatchObject({ type: 'failed-for-good', reason: expect.stringContaining('302') });
      expect(server.received).toHaveLength(1);
    });

    it('never shows its URL, which is a secret', async () => {
      const { pathname } = new URL(server.url);
      for (const body of ['no_service', `Cannot POST ${pathname}`, `There is nothing at ${server.url}.`]) {
        server.answers({ status: 404, body });
        expect(JSON.stringify(await deliver())).not.toContain(pathname);
      }
    });

    it('does not reach a private address unless it may', async () => {
      server.answers(rig.accepts);
      const guarded = new OutboundHttp({ allowPrivate: false });
      const answer = await rig.open(server.url.replace('http:', 'https:'), guarded).deliver(anOutgoing());
      await guarded.close();
      expect(answer).toEqual({ type: 'failed-for-good', reason: expect.stringContaining('OUTBOUND_ALLOW_PRIVATE') });
      expect(server.received).toHaveLength(0);
    });
  });
}
