import { text } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import type { ReachedProvider } from './reached-provider.js';
import type { TelephonyRig } from './telephony-rig.js';

export function itFetchesRecordings(
  { account, mediaUrl, domain }: TelephonyRig['rest'],
  reached: () => ReachedProvider,
): void {
  it('fetches a recording, or the range of it that is asked for', async () => {
    const { server, provider } = reached();
    const headers = { 'content-type': 'audio/mpeg', 'content-range': 'bytes 2-5/10', 'x-account': account.accountId };
    server.answers({ status: 206, body: 'cdef', headers });
    const media = await provider.fetchMedia(account, mediaUrl(server.origin), 'bytes=2-5');
    expect(server.received.at(-1)?.range).toBe('bytes=2-5');
    expect(server.strangers).toBe(0);
    expect(media.status).toBe(206);
    expect(await text(media.body as ReadableStream)).toBe('cdef');
    expect(media.headers).toEqual({
      'content-type': 'audio/mpeg',
      'content-range': 'bytes 2-5/10',
      ...(media.headers['content-length'] ? { 'content-length': '4' } : {}),
    });
    await (await provider.fetchMedia(account, mediaUrl(server.origin), undefined)).body?.cancel();
    expect(server.received.at(-1)?.range).toBeUndefined();
  });

  it('takes the password to no other host', async () => {
    const { server, provider, closedPort } = reached();
    server.answers({ status: 200, body: 'x' });
    const { origin } = server;
    const foreign = [
      await closedPort(),
      origin.replace('127.0.0.1', 'localhost'),
      origin.replace('http:', 'https:'),
      origin.replace('//', '//user@'),
      `https://${domain}.example.com`,
      `https://not${domain}`,
      `http://api.${domain}`,
      'file://',
    ];
    for (const elsewhere of foreign) {
      const asked = provider.fetchMedia(account, mediaUrl(elsewhere), undefined);
      await expect(asked).rejects.toMatchObject({ name: 'ProviderFailure', kind: 'refused' });
    }
    expect(server.received).toHaveLength(0);
  });

  it('follows no redirect of a recording to another host', async () => {
    const { server, provider, closedPort } = reached();
    server.answers({ status: 302, headers: { location: `${await closedPort()}/elsewhere` } });
    const asked = provider.fetchMedia(account, mediaUrl(server.origin), undefined);
    await expect(asked).rejects.toMatchObject({ kind: 'unreachable' });
  });
}
