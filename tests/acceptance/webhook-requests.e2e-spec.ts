import { scenario } from './world/scenario.ts';
import { api } from './world/rest.ts';
import { eventually } from './world/waiting.ts';

for (const [method, atTheEnd] of [
  ['GET', ''],
  ['GET', '/?tenant=1&x=a%20b'],
  ['POST', '/'],
  ['POST', '?tenant=1'],
] as const) {
  scenario(
    `takes a call that is asked for by ${method}, with "${atTheEnd}" at the end of each address`,
    async (world) => {
      const priya = await world.responder('Priya S.');
      const hotline = await world.hotline({ ring: [priya] });
      await hotline.isAskedBy(method, atTheEnd);
      const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'accept' } });
      const { requests, faults } = await call.isOver();
      expect(faults).toEqual([]);
      expect(requests.filter(({ status }) => status !== 200)).toEqual([]);
      expect(requests.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['voice', 'status']));
      expect(await call.log()).toMatchObject({ outcome: 'answered', status: 'ended' });
    },
  );
}

scenario(
  'takes signatures by a shared key, and both kinds while its rule is rolled out',
  async (world) => {
    const priya = await world.responder('Priya S.');
    const hotline = await world.hotline({ ring: [priya] });
    const [older, newer] = [
      { id: 'WK1', key: 'the-older-shared-key' },
      { id: 'WK2', key: 'the-newer-shared-key' },
    ];
    const holds = (signingKeys: readonly object[]) =>
      api.patch(`/provider-accounts/${hotline.account.id}`, { signingKeys });
    const refusals = async () => {
      const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'accept' } });
      const { requests } = await call.isOver();
      const refused = requests.filter(({ status }) => status === 403).length;
      return refused === 0
        ? (await call.log()).outcome
        : refused === requests.length
          ? 'refused'
          : `${refused} refused`;
    };
    /** The configuration has to reach call-routing first. */
    const comesTo = (expected: string) =>
      eventually(async () => ((await refusals()) === expected ? expected : null), `calls are ${expected}`);

    await hotline.isSignedWith(older);
    expect(await refusals()).toBe('refused');
    await holds([older]);
    await comesTo('answered');
    await hotline.isSignedWith({ ...older, signs: 'every-other' });
    expect(await refusals()).toBe('answered');

    await holds([{ id: older.id }, newer]);
    await hotline.isSignedWith(newer);
    await comesTo('answered');
    await hotline.isSignedWith(older);
    expect(await refusals()).toBe('answered');

    await holds([{ id: newer.id }]);
    await comesTo('refused');
    await hotline.isSignedWith();
    expect(await refusals()).toBe('answered');
  },
  ['twilio'],
);
