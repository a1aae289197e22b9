import { Anchor, Group, Stack, Text } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { callerAtStart } from '@ringdown/domain-calls';
import { Link, useParams } from 'react-router';
import { Problem } from '../api/problem.js';
import { useNames } from '../api/resources.queries.js';
import { useCall } from '../calls/calls.queries.js';
import { OutcomeBadge } from '../calls/outcome-badge.js';
import { DeliveryList } from '../deliveries/delivery-list.js';
import { type Description, DescriptionList } from '../ui/description-list.js';
import { Instant } from '../ui/instant.js';
import { BackLink, DetailColumns, PageHeader, Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { IncidentActions } from './incident-actions.js';
import { FlappingBadge, QuietBadges, StatusBadge, Urgency } from './incident-badges.js';
import { IncidentCourse } from './incident-course.js';
import { IncidentDetails, IncidentLinks } from './incident-details.js';
import { IncidentNotifications } from './incident-notifications.js';
import { IncidentOccurrences } from './incident-occurrences.js';
import { IncidentResponders } from './incident-responders.js';
import { IncidentTimeline } from './incident-timeline.js';
import { incidentTitle } from './incident-words.js';
import { useIncident, type WrittenIncident } from './incidents.queries.js';

const sources: Readonly<Record<Incident['source'], string>> = {
  webhook: 'A monitor',
  call: 'A call',
  manual: 'Opened by hand',
};

function IncidentDescription({ incident }: { readonly incident: Incident }) {
  const integration = useNames('integrations');
  const person = useNames('users');
  const moment = (at: string | null, by: string | null) =>
    at === null ? null : (
      <>
        <Instant at={at} />
        {by === null ? null : ` by ${person(by)}`}
      </>
    );
  const items: readonly Description[] = [
    ['Reported by', sources[incident.source]],
    ['Integration', integration(incident.integrationId)],
    ['Times seen', incident.occurrences],
    ['Opened', <Instant key="opened" at={incident.openedAt} />],
    ['Last seen', <Instant key="seen" at={incident.lastSeenAt} />],
    ['Acknowledged', moment(incident.acknowledgedAt, incident.acknowledgedBy)],
    ['Resolved', moment(incident.resolvedAt, incident.resolvedBy)],
  ];
  return <DescriptionList items={items} />;
}

function errorWords(error: Error | null): string | null {
  if (error === null) return null;
  return error instanceof Problem && error.status === 404 ? 'This call was deleted.' : error.message;
}

function LinkedCall({ id }: { readonly id: string }) {
  const { data, error } = useCall(id);
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div style={{ minWidth: 0 }}>
        <Anchor component={Link} to={`/calls/${id}`} size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {data === undefined ? id : callerAtStart(data.caller)}
        </Anchor>
        <Text size="sm" c="dimmed">
          {errorWords(error)}
          {data === undefined ? null : <Instant at={data.calledAt} />}
        </Text>
      </div>
      {data === undefined ? null : <OutcomeBadge call={data} />}
    </Group>
  );
}

function LinkedCalls({ callIds }: { readonly callIds: readonly string[] }) {
  if (callIds.length === 0) return null;
  return (
    <Section title="Calls">
      <Stack gap="sm">
        {callIds.map((id) => (
          <LinkedCall key={id} id={id} />
        ))}
      </Stack>
    </Section>
  );
}

const sentForCall = 'The channels of the line had the message about the call.';
const nothingSent =
  'No message was sent. An integration notifies the channels it names, and so do the steps of a policy.';

function Marks({ incident }: { readonly incident: Incident }) {
  return (
    <Group gap="xs">
      <StatusBadge status={incident.status} />
      <FlappingBadge incident={incident} />
      <QuietBadges incident={incident} />
      {incident.priority === null && incident.severity === null ? null : <Urgency incident={incident} />}
      <Text span size="sm">
        #{incident.number}
      </Text>
    </Group>
  );
}

function MainColumn({ incident }: { readonly incident: WrittenIncident }) {
  return (
    <>
      <Section title="Details">
        <IncidentLinks links={incident.links} />
        <IncidentDetails incident={incident} />
      </Section>
      <IncidentNotifications incidentId={incident.id} />
      <Section title="Timeline">
        <IncidentTimeline incident={incident} />
      </Section>
    </>
  );
}

function SideColumn({ incident }: { readonly incident: Incident }) {
  return (
    <>
      {incident.status === 'resolved' ? null : <IncidentCourse incident={incident} />}
      <IncidentResponders incident={incident} />
      <Section title="Incident">
        <IncidentDescription incident={incident} />
      </Section>
      <LinkedCalls callIds={incident.callIds} />
      <DeliveryList of={{ incidentId: incident.id }} none={incident.source === 'call' ? sentForCall : nothingSent} />
    </>
  );
}

function IncidentView({ incident }: { readonly incident: WrittenIncident }) {
  return (
    <>
      <PageHeader
        title={incidentTitle(incident)}
        before={<BackLink to="/incidents">Incidents</BackLink>}
        about={<Marks incident={incident} />}
        actions={<IncidentActions incident={incident} />}
      />
      <Stack>
        <DetailColumns main={<MainColumn incident={incident} />} side={<SideColumn incident={incident} />} />
        {/* below all else, on a phone too: the list may be long */}
        <IncidentOccurrences incident={incident} />
      </Stack>
    </>
  );
}

export function IncidentPage() {
  const { id = '' } = useParams();
  return (
    <QueryView query={useIncident(id)}>
      {(incident) => <IncidentView key={incident.id} incident={incident} />}
    </QueryView>
  );
}
