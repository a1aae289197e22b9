import type { Line } from '../api/things.js';
import { useNames } from '../api/use-names.js';
import { type Fact, Facts } from '../ui/facts.js';
import { formatDuration } from '../ui/format-duration.js';
import { incidentMoments, incidentTriggers, withheldWays } from './line-words.js';

const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');
const listOf = (names: readonly string[]): string | null => (names.length === 0 ? null : names.join(', '));

function incidentFacts(
  line: Line,
  integration: (id: string) => string,
  policy: (id: string) => string,
): readonly Fact[] {
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
  const facts: readonly Fact[] = [
    ['Account', account(line.providerAccountId)],
    ['Screening', line.screening ? 'Responders press 1 to accept' : 'Whoever picks up is connected'],
    ['Longest wait', formatDuration(line.maxWaitSeconds)],
    ['Recording', retention(line)],
    ['Withheld numbers', withheldWays[line.withheldCallers]],
    ['Says it still tries', yesNo(line.progressMessages)],
    ['Voicemail when no one is on call', yesNo(line.takeMessageWhenNoOneOnCall)],
    [
      'Limits',
      `${line.callerLimit.perCallerPerHour} calls per caller and hour, ${line.callerLimit.concurrentCalls} at once`,
    ],
    ['Channels', listOf(line.channelIds.map(channel))],
    ...incidentFacts(line, integration, policy),
  ];
  return <Facts facts={facts} />;
}
