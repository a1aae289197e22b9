import { Anchor, Divider, Stack, Text, Timeline } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { useState } from 'react';
import { useRights } from '../app/session.js';
import { TextAreaField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { Instant } from '../ui/instant.js';
import { textParts } from './incident-text.js';
import { useActOnIncident } from './incidents.queries.js';

/** A text whose web addresses can be clicked. */
function LinkedText({ text }: { readonly text: string }) {
  return textParts(text).map((part, index) =>
    part.isLink ? (
      <Anchor key={index} href={part.text} inherit target="_blank" rel="noreferrer">
        {part.text}
      </Anchor>
    ) : (
      <span key={index}>{part.text}</span>
    ),
  );
}

function AddNote({ id }: { readonly id: string }) {
  const action = useActOnIncident(id);
  const [written, setWritten] = useState(0);
  const submit = async (body: unknown): Promise<void> => {
    await action.mutateAsync({ verb: 'notes', body });
    setWritten((before) => before + 1);
  };
  return (
    <Form
      key={written}
      initial={{ text: '' }}
      bodyOf={({ text }) => ({ text })}
      contract={({ incidentNote }) => incidentNote}
      submitLabel="Add note"
      onSubmit={submit}
    >
      <TextAreaField path="text" label="Note" />
    </Form>
  );
}

export function IncidentTimeline({ incident }: { readonly incident: Incident }) {
  const { act } = useRights();
  return (
    <Stack>
      {incident.timelineOmitted ? (
        <Text size="sm" c="dimmed">
          {incident.timelineOmitted.toLocaleString('en')} entries in between are not shown.
        </Text>
      ) : null}
      <Timeline bulletSize={12} lineWidth={2} active={incident.timeline.length - 1}>
        {incident.timeline.map((entry, index) => (
          <Timeline.Item key={`${entry.at} ${index}`}>
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              <LinkedText text={entry.text} />
            </Text>
            <Text size="xs" c="dimmed">
              {entry.actor} · <Instant at={entry.at} />
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      {act ? (
        <>
          <Divider />
          <AddNote id={incident.id} />
        </>
      ) : null}
    </Stack>
  );
}
