import { newLine } from '@ringdown/contracts';
import { escalationPolicyResource } from '../escalation-policies/escalation-policy.resource.js';
import { integrationResource } from '../integrations/integration.resource.js';
import { lineResource } from '../lines/line.resource.js';
import { scheduleResource } from '../schedules/schedule.resource.js';
import { teamResource } from '../teams/team.resource.js';

const named = (references: readonly { path: string; kind: string; to: string }[]) =>
  Object.fromEntries(references.map(({ path, kind, to }) => [path, `${kind} ${to}`]));

it('knows what a line names', () => {
  const line = newLine.parse({
    name: 'On-call hotline',
    number: '+12245550123',
    providerAccountId: 'acct_1',
    primary: { type: 'schedule', id: 'sched_1' },
    fallbacks: [
      { type: 'user', id: 'user_1' },
      { type: 'schedule', id: 'sched_2' },
    ],
    incident: { trigger: 'all', integrationId: 'int_1', escalationPolicyId: 'esc_1' },
    channelIds: ['chan_1'],
  });
  expect(named(lineResource.references({ ...line, id: 'line_1' }))).toEqual({
    providerAccountId: 'provider-account acct_1',
    'primary.id': 'schedule sched_1',
    'fallbacks.0.id': 'user user_1',
    'fallbacks.1.id': 'schedule sched_2',
    'incident.integrationId': 'integration int_1',
    'incident.escalationPolicyId': 'escalation-policy esc_1',
    'channelIds.0': 'channel chan_1',
  });
});

it('knows what a schedule names, its overrides too', () => {
  const rotation = { every: 1, unit: 'week', startsAt: '2026-01-05T09:00' } as const;
  const at = '2026-01-05T09:00:00.000Z';
  const override = { id: 'ovr_1', userId: 'user_3', startsAt: at, endsAt: at, createdBy: 'user_1', createdAt: at };
  const schedule = {
    id: 'sched_1',
    name: 'Backend Team',
    timeZone: 'UTC',
    layers: [{ name: 'Weekly', participants: ['user_1', 'user_2'], rotation }],
    overrides: [override],
    channelIds: ['chan_1'],
    calendarTokenVersion: 1,
  };
  expect(named(scheduleResource.references(schedule))).toEqual({
    'layers.0.participants.0': 'user user_1',
    'layers.0.participants.1': 'user user_2',
    'overrides.0.userId': 'user user_3',
    'channelIds.0': 'channel chan_1',
  });
});

it('knows what policies, integrations and teams name', () => {
  const target = { type: 'team', id: 'team_1' } as const;
  const policy = {
    id: 'esc_1',
    name: 'Default',
    repeat: 0,
    repeatDelayMinutes: 5,
    steps: [{ delayMinutes: 0, targets: [target] }],
  };
  expect(named(escalationPolicyResource.references(policy))).toEqual({ 'steps.0.targets.0.id': 'team team_1' });
  const integration = {
    id: 'int_1',
    name: 'Hotline',
    type: 'webhook',
    escalationPolicyId: null,
    teamIds: ['team_1'],
    channelIds: ['chan_1'],
    ackTimeoutMinutes: null,
    resolveAfterMinutes: null,
    flapping: null,
    mapping: null,
    everyMinutes: null,
    graceMinutes: null,
    subjectWords: null,
    clientSecret: null,
    tokenHash: '',
    tokenSecret: '',
  };
  expect(named(integrationResource.references(integration))).toEqual({
    'teamIds.0': 'team team_1',
    'channelIds.0': 'channel chan_1',
  });
  const team = { id: 'team_1', name: 'Dev', slug: 'dev', memberIds: ['user_1'] };
  expect(named(teamResource.references(team))).toEqual({ 'memberIds.0': 'user user_1' });
});
