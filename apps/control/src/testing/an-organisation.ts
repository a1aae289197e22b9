import type { Client } from './client.js';

let made = 0;

/** What a line needs: a person, a schedule, an account, a policy, a channel, an integration. */
export async function anOrganisation(client: Client) {
  const n = (made += 1);
  const user = await client.made('/users', {
    name: 'Priya S.',
    email: `priya${n}@ringdown.example`,
    phone: '+14155550101',
  });
  const rotation = { every: 1, unit: 'week', startsAt: '2026-01-05T09:00' };
  const schedule = await client.made('/schedules', {
    name: 'Backend Team',
    timeZone: 'UTC',
    layers: [{ name: 'Weekly', participants: [user.id], rotation }],
  });
  const account = await client.made('/provider-accounts', {
    name: 'Twilio',
    provider: 'twilio',
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'the-auth-token',
  });
  const policy = await client.made('/escalation-policies', {
    name: 'Default',
    steps: [{ delayMinutes: 0, targets: [{ type: 'schedule', id: schedule.id }] }],
  });
  const url = 'https://hooks.slack.com/services/the-webhook-path';
  const channel = await client.made('/channels', { name: '#ops', type: 'slack', url });
  const integration = await client.made('/integrations', {
    name: 'Hotline',
    escalationPolicyId: policy.id,
    channelIds: [channel.id],
  });
  return { user, schedule, account, policy, channel, integration, line: aLine(n, account.id, schedule.id) };
}

const aLine = (n: number, providerAccountId: string, scheduleId: string) => ({
  name: 'On-call hotline',
  number: `+1224555${String(1000 + n)}`,
  providerAccountId,
  primary: { type: 'schedule', id: scheduleId },
});
