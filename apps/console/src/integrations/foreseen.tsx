import { Alert, Anchor, Stack, Text } from '@mantine/core';
import type { ForeseenAlert } from '@ringdown/contracts';
import { Link } from 'react-router';
import { Urgency } from '../incidents/incident-badges.js';
import { IncidentLinks, Raw } from '../incidents/incident-details.js';
import { detailsText } from '../incidents/incident-text.js';
import { incidentTitle } from '../incidents/incident-words.js';
import { DescriptionList } from '../ui/description-list.js';
import { alertStatuses, alertTitle, effectWords, warningsOf } from './event-words.js';
import type { DryRun } from './integrations.queries.js';

/** What came to attention while an event was read; nothing where nothing did. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Stack gap={2} component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Warnings">
      {warnings.map((warning) => (
        <Text key={warning} component="li" size="sm" c="orange.8" style={{ overflowWrap: 'anywhere' }}>
          {warning}
        </Text>
      ))}
    </Stack>
  );
}

function Effect({ alert: { effect, incident } }: { readonly alert: ForeseenAlert }) {
  return (
    <Text size="sm" fw={600}>
      {effectWords[effect]}
      {incident === null ? null : (
        <>
          {' '}
          <Anchor component={Link} to={`/incidents/${incident.id}`} size="sm">
            #{incident.number} {incidentTitle(incident)}
          </Anchor>
        </>
      )}
    </Text>
  );
}

function ForeseenAlertView({ alert }: { readonly alert: ForeseenAlert }) {
  const body = detailsText(alert.body ?? 'null');
  return (
    <Stack gap="xs" component="li">
      <Effect alert={alert} />
      <DescriptionList
        items={[
          ['Title', alertTitle(alert.title)],
          ['Status', alertStatuses[alert.status].label],
          ['Urgency', <Urgency key="urgency" incident={alert} />],
          ['Key', alert.key ?? 'None: the title counts'],
          ['Links', alert.links.length === 0 ? null : <IncidentLinks key="links" links={alert.links} />],
        ]}
      />
      {body === '' ? null : (
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            Body
          </Text>
          <Raw text={body} />
        </div>
      )}
    </Stack>
  );
}

/** What an event would become, were it sent now. */
export function Foreseen({ dryRun }: { readonly dryRun: DryRun }) {
  const { refusal, alerts } = dryRun;
  if (refusal !== null) {
    return (
      <Alert color="red" title="It would be refused" role="status">
        {refusal}
      </Alert>
    );
  }
  return (
    <Stack gap="md" role="status" aria-label="What it would become">
      <Warnings warnings={warningsOf(dryRun)} />
      {alerts.length === 0 ? <Text size="sm">It holds no alert, so it would change nothing.</Text> : null}
      <Stack gap="lg" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {alerts.map((alert, n) => (
          <ForeseenAlertView key={n} alert={alert} />
        ))}
      </Stack>
    </Stack>
  );
}
