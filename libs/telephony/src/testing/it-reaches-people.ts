import type { TelephonyProvider } from '../port/telephony-provider.js';
import type { ReachedProvider } from './reached-provider.js';
import type { Asked, TelephonyRig } from './telephony-rig.js';

const person = { from: '+12245550123', to: '+14155550102' };
const base = 'https://hooks.example.com/telephony/x/pa_1';
const documentUrl = `${base}/calls/dlv_1/document?a=1&b=2`;
const statusUrl = `${base}/texts/dlv_1/status?a=1&b=2`;
const sought = { ...person, since: new Date('2026-11-20T10:00:00.000Z') };
const withoutTaken = ({ method, path, form }: Asked): Asked => ({ method, path, form });

/** Texts and calls to people, and what the provider says of an account and of a number. */
export function itReachesPeople(rest: TelephonyRig['rest'], reached: () => ReachedProvider): void {
  const { account, failure } = rest;
  const received = (): readonly Asked[] => reached().server.received.map(withoutTaken);

  describe('a text to a person', () => {
    const text = { ...person, text: '#142 sev1 Disk full on db-1 (Grafana). Reply ACK 142' };

    it('gets the provider’s id', async () => {
      const { server, provider } = reached();
      const { taken, id } = rest.sendText(text);
      server.answers(taken);
      expect(await provider.sendText(account, text)).toEqual({ providerMessageId: id });
    });

    it('is reported on where that is wanted', async () => {
      const { server, provider } = reached();
      const reported = { ...text, statusUrl };
      const { taken, ...asked } = rest.sendText(reported);
      server.answers(taken);
      await provider.sendText(account, reported);
      expect(received()).toEqual([withoutTaken(asked)]);
      expect(Object.values(asked.form)).toContain(statusUrl);
    });
  });

  describe('a call to a person', () => {
    it('gets the provider’s id', async () => {
      const { server, provider } = reached();
      const { taken, id } = rest.placeCall({ ...person, documentUrl });
      server.answers(taken);
      expect(await provider.placeCall(account, { ...person, documentUrl })).toEqual({ providerCallId: id });
    });

    it('is reported on, and rings as long as it is to', async () => {
      const { server, provider } = reached();
      const call = { ...person, documentUrl, statusUrl, ringTimeoutSeconds: 40 };
      const { taken, ...asked } = rest.placeCall(call);
      server.answers(taken);
      await provider.placeCall(account, call);
      expect(received()).toEqual([withoutTaken(asked)]);
      expect(Object.values(asked.form)).toEqual(expect.arrayContaining([statusUrl, '40']));
    });
  });

  describe.each([
    ['a call', rest.liveCalls, (provider: TelephonyProvider) => provider.findLiveCalls(account, sought)],
    [
      'a text',
      rest.sentTexts,
      (provider: TelephonyProvider) => provider.findTexts(account, { ...sought, text: 'Disk full' }),
    ],
  ])('%s of which nobody heard whether the provider took it', (_, { asked, samples }, find) => {
    it.each(samples.map(({ what, ...sample }) => [what, sample] as const))(
      'is found: %s',
      async (__, { replies, found }) => {
        const { server, provider } = reached();
        server.answers(...replies);
        expect(await find(provider)).toEqual(found);
      },
    );

    it('is asked for by its numbers, or among all', async () => {
      const { server, provider } = reached();
      server.answers(...(samples[0]?.replies ?? []));
      await find(provider);
      expect(received()).toEqual(asked);
    });

    for (const status of asked.length > 0 ? [401, 429, 500] : [])
      it(`is not said to be none at ${status}`, async () => {
        const { server, provider } = reached();
        server.answers(failure(status));
        await expect(find(provider)).rejects.toMatchObject({ name: 'ProviderFailure' });
      });
  });

  it.each(rest.refusals.map(({ what, ...refusal }) => [what, refusal] as const))(
    'says why a text or a call was refused: %s',
    async (_, { reply, code, category }) => {
      const { server, provider } = reached();
      server.answers(reply);
      const refusal = { name: 'ProviderFailure', kind: 'refused', code, category };
      await expect(provider.sendText(account, { ...person, text: 'x' })).rejects.toMatchObject(refusal);
      await expect(provider.placeCall(account, { ...person, documentUrl })).rejects.toMatchObject(refusal);
      expect(server.received).toHaveLength(2);
    },
  );

  it('does not take an answer without an id for one', async () => {
    const { server, provider } = reached();
    server.answers({ status: 201, body: '{}' });
    await expect(provider.sendText(account, { ...person, text: 'x' })).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(provider.placeCall(account, { ...person, documentUrl })).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it.each(rest.balances.map(({ what, ...sample }) => [what, sample] as const))(
    'knows what is left of the account’s money: %s',
    async (_, { reply, balance }) => {
      const { server, provider } = reached();
      server.answers(reply);
      expect(await provider.balance(account)).toEqual(balance);
      expect(received()).toEqual([rest.balanceAsked]);
    },
  );

  it.each(rest.numberWebhooks.map(({ what, ...sample }) => [what, sample] as const))(
    'knows where the calls and texts of a number go: %s',
    async (_, { replies, webhook }) => {
      const { server, provider } = reached();
      server.answers(...replies);
      expect(await provider.numberWebhook(account, rest.provision.number)).toEqual(webhook);
      expect(new Set(server.received.map(({ method }) => method))).toEqual(new Set(['GET']));
    },
  );

  it.each([
    [401, 'unauthorized'],
    [429, 'rate-limited'],
    [500, 'unreachable'],
  ])('claims nothing of an account or a number at %d', async (status, kind) => {
    const { server, provider } = reached();
    server.answers(failure(status));
    await expect(provider.balance(account)).rejects.toMatchObject({ kind });
    await expect(provider.numberWebhook(account, rest.provision.number)).rejects.toMatchObject({ kind });
  });
}
