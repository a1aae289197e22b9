import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Integration } from '../api/resources.js';
import { useRights } from '../app/session.js';
import { Raw } from '../incidents/incident-details.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { CopyButtonFor } from '../ui/copy-text.js';
import { DescriptionList } from '../ui/description-list.js';
import { formatInstant } from '../ui/format-time.js';
import { Instant } from '../ui/instant.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { QueryView } from '../ui/query-view.js';
import { bodyText, isPing, readAsWords, sizeWords, viaWords } from './event-words.js';
import { Foreseen } from './foreseen.js';
import { type EventWithBody, foreseeStored, useIntegrationEvent, useReplay } from './integrations.queries.js';
import { ReceivedAlerts } from './received-alerts.js';

function Body({ event: { body, isBase64 } }: { readonly event: EventWithBody }) {
  if (body === '') {
    return (
      <Text size="sm" c="dimmed">
        It had no body.
      </Text>
    );
  }
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          {isBase64 ? 'Body, which is no text, in base64' : 'Body'}
        </Text>
        <CopyButtonFor value={body} label="the body" />
      </Group>
      <Raw text={isBase64 ? body : bodyText(body)} />
    </div>
  );
}

function Headers({ headers }: Pick<EventWithBody, 'headers'>) {
  const lines = Object.entries(headers);
  if (lines.length === 0) return null;
  return (
    <details>
      <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
        Headers
      </Text>
      <Raw text={lines.map(([name, value]) => `${name}: ${value}`).join('\n')} />
    </details>
  );
}

interface EventActsProps {
  readonly integration: Integration;
  readonly event: EventWithBody;
}

/** What comes of the templates that are stored, were the event sent now. */
function TryMapping({ integration: { id }, event }: EventActsProps) {
  const { configure } = useRights();
  const trial = useMutation({ mutationFn: () => foreseeStored(id, event.id) });
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button size="compact-sm" variant="light" loading={trial.isPending} onClick={() => trial.mutate()}>
          Try the templates on it
        </Button>
        {configure ? (
          <Anchor component={Link} to={`/integrations/${id}/edit?event=${encodeURIComponent(event.id)}`} size="sm">
            Change the templates with it
          </Anchor>
        ) : null}
      </Group>
      <ProblemAlert error={trial.error} />
      {trial.data === undefined ? null : <Foreseen dryRun={trial.data} />}
    </Stack>
  );
}

/** Reads an event again as it would be read now, and shows what became of it. */
function RunAgain({ integration: { id }, event }: EventActsProps) {
  const replay = useReplay(id);
  const outcome = useIntegrationEvent(id, replay.data?.id ?? null);
  return (
    <Stack gap="sm">
      <Group>
        <ConfirmButton
          label="Run again"
          button={{ variant: 'light', color: 'indigo' }}
          question="Run this event again?"
          consequence="It is read as if it came now, and what comes of it takes effect: it can open, change or resolve an incident, and people are notified."
          onConfirm={() => replay.mutateAsync(event.id)}
        />
      </Group>
      {outcome.data === undefined ? null : (
        <div role="status">
          <Text size="sm" fw={600} mb={4}>
            Run again <Instant at={outcome.data.receivedAt} />
          </Text>
          <ReceivedAlerts event={outcome.data} />
        </div>
      )}
    </Stack>
  );
}

function Details({ integration, event }: EventActsProps) {
  return (
    <Stack gap="md">
      <DescriptionList
        items={[
          ['Received', <Instant key="at" at={event.receivedAt} />],
          ['How', viaWords[event.via]],
          ['Read as', readAsWords(event)],
          ['Content', [event.contentType, event.contentEncoding, sizeWords(event.size)].filter(Boolean).join(', ')],
        ]}
      />
      <ReceivedAlerts event={event} />
      <Body event={event} />
      <Headers headers={event.headers} />
      {integration.type === 'custom' ? <TryMapping integration={integration} event={event} /> : null}
      {isPing(event) ? null : <RunAgain integration={integration} event={event} />}
    </Stack>
  );
}

interface EventDetailsProps {
  readonly integration: Integration;
  /** Null where none is open. */
  readonly eventId: string | null;
  readonly onClose: () => void;
}

/** One event with all that was sent, in a dialogue. */
export function EventDetails({ integration, eventId, onClose }: EventDetailsProps) {
  const event = useIntegrationEvent(integration.id, eventId);
  const at = event.data === undefined ? '' : ` of ${formatInstant(event.data.receivedAt, { now: new Date() })}`;
  return (
    <Modal opened={eventId !== null} onClose={onClose} title={`Event${at}`} size="xl">
      <QueryView query={event} rows={6}>
        {(data) => <Details key={data.id} integration={integration} event={data} />}
      </QueryView>
    </Modal>
  );
}
