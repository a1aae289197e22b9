import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import type { IntegrationEvent } from '@ringdown/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { Urgency } from '../incidents/incident-badges.js';
import { useNow } from '../ui/instant.js';
import { alertStatuses, alertTitle, isPing, isSettled, warningsOf } from './event-words.js';
import { Warnings } from './foreseen.js';

const changedNothing = 'Changed nothing';

interface ReceivedAlertProps {
  readonly alert: IntegrationEvent['alerts'][number];
  readonly event: IntegrationEvent;
}

/** Says by itself when there is nothing more to be waited for: a list that is fetched again unchanged is not drawn again. */
function OnItsWay({ event }: { readonly event: IntegrationEvent }) {
  return <>{isSettled(event, useNow()) ? changedNothing : 'On its way…'}</>;
}

function Became({ alert: { became }, event }: ReceivedAlertProps) {
  if (became === null) {
    return (
      <Text size="sm" c="dimmed">
        {isSettled(event, Date.now()) ? changedNothing : <OnItsWay event={event} />}
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      <Anchor component={Link} to={`/incidents/${became.incidentId}`} size="sm">
        Incident #{became.incidentNumber}
      </Anchor>{' '}
      {became.changes.length === 0 ? 'No change' : became.changes.join('. ')}
    </Text>
  );
}

function ReceivedAlert({ alert, event }: ReceivedAlertProps) {
  const { status, title, severity, priority } = alert;
  return (
    <li>
      <Group gap="xs">
        <Badge variant="light" color={alertStatuses[status].color}>
          {alertStatuses[status].label}
        </Badge>
        {severity === null && priority === null ? null : <Urgency incident={alert} />}
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {alertTitle(title)}
        </Text>
      </Group>
      <Became alert={alert} event={event} />
    </li>
  );
}

const shownAtFirst = 3;

/** What an event was read as, and what became of each alert in it. */
export function ReceivedAlerts({ event }: { readonly event: IntegrationEvent }) {
  const [showsAll, setShowsAll] = useState(false);
  const { refusal, alerts } = event;
  if (refusal !== null) {
    return (
      <Text size="sm" c="red" style={{ overflowWrap: 'anywhere' }}>
        Refused: {refusal}
      </Text>
    );
  }
  const shown = showsAll ? alerts : alerts.slice(0, shownAtFirst);
  return (
    <Stack gap="xs">
      {alerts.length === 0 ? (
        <Text size="sm" c="dimmed">
          {isPing(event) ? 'The job reported' : 'It held no alert, so it changed nothing'}
        </Text>
      ) : (
        <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
          {shown.map((alert) => (
            <ReceivedAlert key={alert.id} alert={alert} event={event} />
          ))}
        </Stack>
      )}
      {shown.length === alerts.length ? null : (
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setShowsAll(true)}>
          All {alerts.length} alerts
        </Anchor>
      )}
      <Warnings warnings={warningsOf(event)} />
    </Stack>
  );
}
