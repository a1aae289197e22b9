import { type ConfigKind, shownConfiguration } from '@ringdown/contracts';
import { anOrganisation } from '../testing/an-organisation.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

it('answers each kind of thing exactly as the contract says', async () => {
  const { client } = control;
  const { line, user, schedule, account, policy, channel, integration } = await anOrganisation(client);
  const answers: Record<ConfigKind, unknown> = {
    user,
    schedule,
    'provider-account': account,
    'escalation-policy': policy,
    channel,
    integration,
    line: await client.made('/lines', line),
    team: await client.made('/teams', { name: 'Dev', slug: 'dev', memberIds: [user.id] }),
    contact: await client.made('/contacts', { name: 'Mitchell Starc', phone: '+14156040016' }),
  };
  for (const [kind, answer] of Object.entries(answers)) {
    const { error } = shownConfiguration[kind as ConfigKind].strict().safeParse(answer);
    expect({ kind, issues: error?.issues }).toEqual({ kind, issues: undefined });
  }
});
