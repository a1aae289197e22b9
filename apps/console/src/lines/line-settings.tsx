import { Stack, Text, Timeline } from '@mantine/core';
import type { Line, RingTarget } from '../api/resources.js';
import { useNames } from '../api/resources.queries.js';
import { useOnCall } from '../oncall/on-call.queries.js';
import { type Description, DescriptionList } from '../ui/description-list.js';
import { formatDuration } from '../ui/format-time.js';
import { incidentMoments, incidentTriggers, withheldWays } from './line-words.js';
import { useTargetName } from './lines.queries.js';

const roles = ['Primary', 'Fallback 1', 'Fallback 2'];

/** Primary and fallbacks in their order, each with who that is right now. */
export function RingPlan({ line }: { readonly line: Line }) {
  const targetName = useTargetName();
  const onCall = useOnCall();
  const nowOf = ({ type, id }: RingTarget): string | null => {
    if (type === 'user') return null;
    const schedule = onCall.data?.items.find(({ scheduleId }) => scheduleId === id);
    return schedule === undefined ? null : `now ${schedule.now.user?.name ?? 'nobody'}`;
  };
  const targets = [line.primary, ...line.fallbacks];
  return (
    <Stack>
      <Timeline bulletSize={12} lineWidth={2} active={targets.length}>
        {targets.map((target, index) => (
          <Timeline.Item key={`${target.type} ${target.id} ${index}`}>
            <Text size="sm" fw={600}>
              {targetName(target)}
            </Text>
            <Text size="sm" c="dimmed">
              {[roles[index], nowOf(target), `${line.ringTimeoutSeconds} s`].filter((one) => one !== null).join(' · ')}
            </Text>
          </Timeline.Item>
        ))}
        <Timeline.Item>
          <Text size="sm" c="dimmed">
            Nobody answered: the “no answer” message, then a voicemail
          </Text>
        </Timeline.Item>
      </Timeline>
    </Stack>
  );
}

const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');
const listOf = (names: readonly string[]): string | null => (names.length === 0 ? null : names.join(', '));

function incidentDescription(
  line: Line,
  integration: (id: string) => string,
  policy: (id: string) => string,
): readonly Description[] {
  const { trigger, when, integrationId, escalationPolicyId, priority, severity } = line.incident;
  if (trigger === 'off') return [['Incidents', incidentTriggers.off]];
  return [
    ['Incidents', `${incidentTriggers[trigger]}, ${incidentMoments[when].toLowerCase()}`],
    ['Integration', integrationId === null ? null : integration(integrationId)],
    ['Escalation', escalationPolicyId === null ? 'As the integration' : policy(escalationPolicyId)],
    ['Urgency', listOf([priority, severity].filter((one) => one !== undefined).map((one) => one.toUpperCase()))],
  ];
}

function retention(line: Line): string {
  if (!line.recordingEnabled) return 'No';
  return line.recordingRetentionDays === null ? 'Yes, kept' : `Yes, kept ${line.recordingRetentionDays} days`;
}

export function LineSettings({ line }: { readonly line: Line }) {
  const integration = useNames('integrations');
  const policy = useNames('escalation-policies');
  const channel = useNames('channels');
  const account = useNames('provider-accounts');
  const items: readonly Description[] = [
    ['Account', account(line.providerAccountId)],
    ['Screening', line.screening ? 'Responders press 1 to accept' : 'Whoever picks up is connected'],
    ['Longest wait', formatDuration(line.maxWaitSeconds)],
    ['Recording', retention(line)],
    ['Withheld numbers', withheldWays[line.withheldCallers]],
    ['Progress message', yesNo(line.progressMessages)],
    ['Voicemail when no one is on call', yesNo(line.takeMessageWhenNoOneOnCall)],
    [
      'Limits',
      `${line.callerLimit.perCallerPerHour} calls per caller and hour, ${line.callerLimit.concurrentCalls} at once`,
    ],
    ['Channels', listOf(line.channelIds.map(channel))],
    ...incidentDescription(line, integration, policy),
  ];
  return <DescriptionList items={items} />;
}
