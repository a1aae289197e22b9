import { Badge, Group, Tooltip } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { Instant } from '../ui/instant.js';
import { type Status, statuses } from './incident-words.js';

export function StatusBadge({ status }: { readonly status: Status }) {
  return (
    <Badge variant="light" color={statuses[status].color}>
      {statuses[status].label}
    </Badge>
  );
}

/** Why an incident notifies nobody although it is open; nothing where it does. */
export function QuietBadges({ incident }: { readonly incident: Pick<Incident, 'suppressed' | 'mutedUntil'> }) {
  const { suppressed, mutedUntil } = incident;
  return (
    <>
      {mutedUntil === null ? null : (
        <Badge variant="outline" color="gray">
          {mutedUntil === 'forever' ? (
            'Muted for ever'
          ) : (
            <>
              Muted until <Instant at={mutedUntil} />
            </>
          )}
        </Badge>
      )}
      {suppressed ? (
        <Badge variant="outline" color="gray">
          Suppressed
        </Badge>
      ) : null}
    </>
  );
}

/** Nothing where it is not flapping, or over. */
export function FlappingBadge({ incident }: { readonly incident: Pick<Incident, 'flapping' | 'status'> }) {
  if (!incident.flapping || incident.status === 'resolved') return null;
  return (
    <Tooltip
      label="The alert opens and recovers again and again. The incident closes after a quiet period, which its integration sets."
      events={{ hover: true, focus: true, touch: true }}
      multiline
      w={240}
    >
      <Badge variant="light" color="orange" tabIndex={0}>
        Flapping
      </Badge>
    </Tooltip>
  );
}

export function Urgency({ incident }: { readonly incident: Pick<Incident, 'priority' | 'severity'> }) {
  const marks = [incident.priority, incident.severity].filter((mark) => mark !== null);
  if (marks.length === 0) return <>–</>;
  return (
    <Group gap={4} display="inline-flex">
      {marks.map((mark) => (
        <Badge key={mark} variant="outline" color="gray" tt="uppercase">
          {mark}
        </Badge>
      ))}
    </Group>
  );
}
