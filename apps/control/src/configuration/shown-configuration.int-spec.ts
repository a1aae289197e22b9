import { shownConfiguration } from '@ringdown/contracts';
import { anOrganisation } from '../testing/an-organisation.js';
import { anMp3 } from '../testing/audio-bytes.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import type { ResourceKind } from './resource.definition.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

it('answers each kind of resource exactly as the contract says', async () => {
  const { client } = control;
  const { line, user, schedule, account, policy, channel, integration } = await anOrganisation(client);
  const answers: Record<ResourceKind, unknown> = {
    user,
    schedule,
    'provider-account': account,
    'escalation-policy': policy,
    channel,
    integration,
    line: await client.made('/lines', line),
    team: await client.made('/teams', { name: 'Dev', slug: 'dev', memberIds: [user.id] }),
    audio: (await client.upload('/audio', anMp3())).body,
    'alert-rule': await client.made('/alert-rules', { name: 'Disk', when: { all: [] }, then: { priority: 'p1' } }),
    contact: await client.made('/contacts', { name: 'Mitchell Starc', phone: '+14156040016' }),
  };
  const webhook = { name: 'Feed', type: 'webhook', url: 'https://hooks.example.com/feed' };
  const email = { name: 'Mail', type: 'email', address: 'ops@example.com' };
  const others = [await client.made('/channels', webhook), await client.made('/channels', email)];
  const everything = [...Object.entries(answers), ...others.map((one) => ['channel', one] as const)];
  for (const [kind, answer] of everything) {
    const { error } = shownConfiguration[kind as ResourceKind].strict().safeParse(answer);
    expect({ kind, issues: error?.issues }).toEqual({ kind, issues: undefined });
  }
});
