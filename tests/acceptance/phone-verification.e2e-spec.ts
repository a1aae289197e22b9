import { notifiedFrom } from './world/notified-from.ts';
import { scenario } from './world/scenario.ts';
import { api } from './world/rest.ts';
import type { World } from './world/world.ts';

interface Person {
  readonly phone: string | null;
  readonly phoneVerifiedAt: string | null;
}

async function aPersonAndALine(world: World) {
  const priya = await world.responder('Priya S.');
  const hotline = (await world.hotline({ ring: [priya] })).mayAsk('send text', 'place call');
  const person = () => api.get<Person>(`/users/${priya.id}`);
  const confirm = (code: string) => api.post(`/users/${priya.id}/phone/confirm`, { code });
  return { priya, hotline, person, confirm };
}

scenario('verifies a phone by a text with a code', async (world) => {
  const { priya, hotline, person, confirm } = await aPersonAndALine(world);
  await notifiedFrom(hotline, async () => {
    expect((await person()).phoneVerifiedAt).toBeNull();
    await api.post(`/users/${priya.id}/phone/verify`, { via: 'sms' });
    const [text] = await world.phone(priya).texts();
    const [code = ''] = /\b\d{6}\b/.exec(text?.body ?? '') ?? [];
    const wrong = code === '000000' ? '111111' : '000000';
    await expect(confirm(wrong)).rejects.toThrow(/400.*tries/);
    await confirm(code);
    expect((await person()).phoneVerifiedAt).not.toBeNull();
  });
  await api.patch(`/users/${priya.id}`, { phone: world.aNumber() });
  expect((await person()).phoneVerifiedAt).toBeNull();
});

scenario('verifies a phone by a call that says the code', async (world) => {
  const { priya, hotline, person, confirm } = await aPersonAndALine(world);
  const phone = await world.phone(priya).rings('silent');
  await notifiedFrom(hotline, async () => {
    await api.post(`/users/${priya.id}/phone/verify`, { via: 'voice' });
    const [call] = await phone.calls();
    const [, digits = ''] = /((?:\d[^\d]{1,3}){5}\d)/.exec(call?.heard.join('\n') ?? '') ?? [];
    await confirm(digits.replace(/\D/g, ''));
    expect((await person()).phoneVerifiedAt).not.toBeNull();
  });
});
