import { Anchor, Group, Stack, Text } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { Link } from 'react-router';
import { useRights } from '../app/session.js';
import { incidentTitle } from '../incidents/incident-title.js';
import { StatusBadge } from '../incidents/status-badge.js';
import { useIncident } from '../incidents/use-incident.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { CreateCallIncident } from './create-call-incident.js';
import { LinkIncident } from './link-incident.js';
import { useCallIncident } from './use-call-incident.js';

interface LinkedIncidentProps {
  readonly callId: string;
  readonly incidentId: string;
}

function LinkedIncident({ callId, incidentId }: LinkedIncidentProps) {
  const { data, error } = useIncident(incidentId);
  const { act } = useRights();
  const { unlink } = useCallIncident(callId);
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Anchor component={Link} to={`/incidents/${incidentId}`} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {data === undefined ? 'Open the incident' : incidentTitle(data)}
        </Anchor>
        {data === undefined ? null : <StatusBadge status={data.status} />}
      </Group>
      {error === null || data !== undefined ? null : (
        <Text size="sm" c="dimmed">
          {error.message}
        </Text>
      )}
      {act ? (
        <Group>
          <ConfirmButton
            label="Unlink"
            button={{ variant: 'default', color: 'gray', size: 'xs' }}
            question="Unlink this incident?"
            consequence="Call and incident both stay; they no longer point at each other."
            onConfirm={unlink}
          />
        </Group>
      ) : null}
    </Stack>
  );
}

/** The incident of a call, or the two ways to give it one. */
export function CallIncident({ call }: { readonly call: Call }) {
  const { act } = useRights();
  if (call.incidentId !== null) return <LinkedIncident callId={call.id} incidentId={call.incidentId} />;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        This call has no incident.
      </Text>
      {act ? (
        <Group gap="sm">
          <CreateCallIncident call={call} />
          <LinkIncident call={call} />
        </Group>
      ) : null}
    </Stack>
  );
}
