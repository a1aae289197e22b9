import { Group, Text } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { useParams } from 'react-router';
import { DeliveryList } from '../deliveries/delivery-list.js';
import { BackLink } from '../ui/back-link.js';
import { DetailColumns } from '../ui/detail-columns.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { Section } from '../ui/section.js';
import { IncidentActions } from './incident-actions.js';
import { IncidentDetails } from './incident-details.js';
import { IncidentFacts } from './incident-facts.js';
import { incidentTitle } from './incident-title.js';
import { IncidentTimeline } from './incident-timeline.js';
import { LinkedCalls } from './linked-calls.js';
import { StatusBadge } from './status-badge.js';
import { Urgency } from './urgency.js';
import { useIncident } from './use-incident.js';
import type { WrittenIncident } from './written-incident.js';

const toldByCall = 'The channels of the line had the message about the call.';
const notTold = 'No message was sent. An integration tells the channels it names.';

function Marks({ incident }: { readonly incident: Incident }) {
  return (
    <Group gap="xs">
      <StatusBadge status={incident.status} />
      {incident.priority === null && incident.severity === null ? null : <Urgency incident={incident} />}
      <Text span size="sm">
        #{incident.number}
      </Text>
    </Group>
  );
}

function Story({ incident }: { readonly incident: WrittenIncident }) {
  return (
    <>
      <Section title="Details">
        <IncidentDetails incident={incident} />
      </Section>
      <Section title="Timeline">
        <IncidentTimeline incident={incident} />
      </Section>
    </>
  );
}

function Particulars({ incident }: { readonly incident: Incident }) {
  return (
    <>
      <Section title="Incident">
        <IncidentFacts incident={incident} />
      </Section>
      <LinkedCalls callIds={incident.callIds} />
      <DeliveryList of={{ incidentId: incident.id }} none={incident.source === 'call' ? toldByCall : notTold} />
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
      <DetailColumns main={<Story incident={incident} />} side={<Particulars incident={incident} />} />
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
