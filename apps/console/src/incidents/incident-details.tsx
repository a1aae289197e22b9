import { Code, Stack, Text } from '@mantine/core';
import { asCallPayload } from './as-call-payload.js';
import { CallPayloadFacts } from './call-payload-facts.js';
import { detailsText } from './details-text.js';
import type { WrittenIncident } from './written-incident.js';

function Raw({ text }: { readonly text: string }) {
  return (
    <Code
      block
      style={{ maxHeight: 480, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      tabIndex={0}
    >
      {text}
    </Code>
  );
}

export function IncidentDetails({ incident }: { readonly incident: WrittenIncident }) {
  const text = detailsText(incident.detailsJson);
  const payload = asCallPayload(incident.details);
  if (payload !== null) {
    return (
      <Stack>
        <CallPayloadFacts payload={payload} callIds={incident.callIds} />
        <details>
          <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
            The whole payload as JSON
          </Text>
          <Raw text={text} />
        </details>
      </Stack>
    );
  }
  if (text === '') {
    return (
      <Text size="sm" c="dimmed">
        The report had no body.
      </Text>
    );
  }
  return <Raw text={text} />;
}
