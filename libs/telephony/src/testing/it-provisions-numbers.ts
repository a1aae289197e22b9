import type { ReachedProvider } from './reached-provider.js';
import type { TelephonyRig } from './telephony-rig.js';

const base = 'https://hooks.example.com/voice/twilio/line_1';
const webhooks = { url: base, fallbackUrl: `${base}/fallback/k3y`, statusUrl: `${base}/status` };
const withTexts = { ...webhooks, smsUrl: 'https://hooks.example.com/telephony/twilio/pa_1/texts' };

export function itProvisionsNumbers(
  { account, provision, failure }: TelephonyRig['rest'],
  reached: () => ReachedProvider,
): void {
  const { number } = provision;

  it.each(provision.ways.map((way) => [way.what, way] as const))(
    'sets the webhooks at a number: %s',
    async (_, { replies, asked }) => {
      const { server, provider } = reached();
      server.answers(...replies);
      const { ok, detail } = await provider.provision(account, number, webhooks);
      expect(server.received.map(({ method, path, form }) => ({ method, path, form }))).toEqual(asked(webhooks));
      expect(detail).toContain(number);
      expect(ok).toBe(true);
    },
  );

  it.each(provision.ways.map((way) => [way.what, way] as const))(
    'sets where the texts to a number go too: %s',
    async (_, { replies, asked }) => {
      const { server, provider } = reached();
      server.answers(...replies);
      expect(await provider.provision(account, number, withTexts)).toMatchObject({ ok: true });
      expect(server.received.map(({ method, path, form }) => ({ method, path, form }))).toEqual(asked(withTexts));
      expect(server.received.flatMap(({ form }) => Object.values(form))).toContain(withTexts.smsUrl);
    },
  );

  it('changes nothing at a number that is not the account’s, and says so', async () => {
    const { server, provider } = reached();
    server.answers(provision.foreign);
    const { ok, detail } = await provider.provision(account, '+14155550199', webhooks);
    expect(ok).toBe(false);
    expect(detail).toMatch(/does not own \+14155550199\.$/);
    expect(server.received.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each([401, 429, 500])('says that it could not be done at %d', async (status) => {
    const { server, provider } = reached();
    server.answers(failure(status));
    const provisioned = await provider.provision(account, number, webhooks);
    expect(provisioned).toEqual({ ok: false, detail: expect.stringMatching(/could not be asked|does not accept/) });
    expect(provisioned.detail).not.toContain('does not own');
  });

  it('says that nothing was changed where the provider refuses the last step', async () => {
    const { server, provider } = reached();
    const { replies } = provision.ways[0] ?? { replies: [] };
    server.answers(...replies.slice(0, -1), failure(400));
    expect(await provider.provision(account, number, webhooks)).toMatchObject({ ok: false });
  });
}
