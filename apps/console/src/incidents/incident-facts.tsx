import type { Incident } from '@ringdown/contracts';
import { useNames } from '../api/use-names.js';
import { type Fact, Facts } from '../ui/facts.js';
import { Instant } from '../ui/instant.js';

const sources: Readonly<Record<Incident['source'], string>> = {
  webhook: 'A monitor',
  call: 'A call',
  manual: 'Opened by hand',
};

export function IncidentFacts({ incident }: { readonly incident: Incident }) {
  const integration = useNames('integrations');
  const policy = useNames('escalation-policies');
  const person = useNames('users');
  const moment = (at: string | null, by: string | null) =>
    at === null ? null : (
      <>
        <Instant at={at} />
        {by === null ? null : ` by ${person(by)}`}
      </>
    );
  const facts: readonly Fact[] = [
    ['Reported by', sources[incident.source]],
    ['Integration', integration(incident.integrationId)],
    ['Escalation', incident.escalationPolicyId === null ? null : policy(incident.escalationPolicyId)],
    ['Times seen', incident.occurrences],
    ['Opened', <Instant key="opened" at={incident.openedAt} />],
    ['Last seen', <Instant key="seen" at={incident.lastSeenAt} />],
    ['Acknowledged', moment(incident.acknowledgedAt, incident.acknowledgedBy)],
    ['Resolved', moment(incident.resolvedAt, incident.resolvedBy)],
  ];
  return <Facts facts={facts} />;
}
