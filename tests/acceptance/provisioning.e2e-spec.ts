import { scenario } from './world/scenario.ts';
import { anAccount } from './world/provider.ts';
import { api, carrier } from './world/rest.ts';

scenario('sets the webhooks at the provider, and is then called', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = (await world.hotline({ ring: [priya] })).mayAsk('provision', 'verify');
  const { line, account } = hotline;
  await carrier.post('/sim/numbers', { number: line.number, accountSid: account.accountId, voiceUrl: '' });

  expect(await api.post(`/lines/${line.id}/provision`)).toMatchObject({ ok: true });

  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'accept' } });
  await call.isOver();
  expect(await call.log()).toMatchObject({ outcome: 'answered', receiver: { id: priya.id } });
  expect(await api.post(`/lines/${line.id}/provision`)).toMatchObject({ ok: true });
});

scenario('says why a number cannot be set, and whether credentials hold', async (world) => {
  const priya = await world.responder('Priya S.');
  const hotline = (await world.hotline({ ring: [priya] })).mayAsk('provision', 'verify');
  const { account } = hotline;
  const stranger = await api.patch<{ id: string }>(`/lines/${hotline.line.id}`, { number: world.aNumber() });
  expect(await api.post(`/lines/${stranger.id}/provision`)).toMatchObject({ ok: false });

  expect(await api.post(`/provider-accounts/${account.id}/verify`)).toMatchObject({ ok: true });
  const unknown = await api.post<{ id: string }>('/provider-accounts', anAccount(world.provider).credentials);
  const verification = await api.post<{ ok: boolean; detail: string }>(`/provider-accounts/${unknown.id}/verify`);
  expect(verification).toMatchObject({ ok: false, detail: expect.stringMatching(/\w+/) as unknown });
});
