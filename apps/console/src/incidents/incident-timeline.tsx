import { Anchor, Divider, Stack, Text, Timeline } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { type ReactNode, useState } from 'react';
import { Icon } from '../app/icons.js';
import { useRights } from '../app/session.js';
import { TextAreaField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { Instant } from '../ui/instant.js';
import { textParts } from './incident-text.js';
import { timelineMarks } from './incident-words.js';
import { useActOnIncident } from './incidents.queries.js';

/** A text whose web addresses can be clicked, and whose instants are in the reader's own time. */
export function LinkedText({ text }: { readonly text: string }) {
  return textParts(text).map((part, index) => {
    if (part.kind === 'instant') return <Instant key={index} at={part.text} />;
    if (part.kind === 'text') return <span key={index}>{part.text}</span>;
    return (
      <Anchor key={index} href={part.text} inherit target="_blank" rel="noreferrer">
        {part.text}
      </Anchor>
    );
  });
}

/** The mark of an entry: what kind of thing happened, at a glance. */
function markOf(type: string): { readonly color: string; readonly bullet: ReactNode } {
  const { icon, color } = timelineMarks[type] ?? { icon: 'lines', color: 'gray' };
  return { color, bullet: <Icon name={icon} size={13} /> };
}

function AddNote({ id }: { readonly id: string }) {
  const action = useActOnIncident(id);
  const [written, setWritten] = useState(0);
  const submit = async (body: unknown): Promise<void> => {
    await action.mutateAsync({ verb: 'note', body });
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
      <Timeline bulletSize={22} lineWidth={2} active={incident.timeline.length - 1}>
        {incident.timeline.map((entry, index) => (
          <Timeline.Item key={`${entry.at} ${index}`} {...markOf(entry.type)}>
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
