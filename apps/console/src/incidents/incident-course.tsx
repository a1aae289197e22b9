import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Incident } from '@ringdown/contracts';
import { useNames } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { TextField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { type Description, DescriptionList } from '../ui/description-list.js';
import { formatUntil, fromLocalInput, toLocalInput } from '../ui/format-time.js';
import { Instant, useNow } from '../ui/instant.js';
import { Section } from '../ui/page-layout.js';
import { escalationInWords } from './escalation-state.js';
import { useActOnIncident } from './incidents.queries.js';
import { useNextStep } from './next-step.js';

const hourMs = 60 * 60 * 1_000;

interface ResolveTimerFormProps {
  readonly incident: Incident;
  readonly onDone: () => void;
}

function ResolveTimerForm({ incident, onDone }: ResolveTimerFormProps) {
  const action = useActOnIncident(incident.id);
  const submit = async (body: unknown): Promise<void> => {
    await action.mutateAsync({ verb: 'change', body });
    onDone();
  };
  const initially = incident.resolvesAt === null ? new Date(Date.now() + hourMs) : new Date(incident.resolvesAt);
  return (
    <Form
      initial={{ resolvesAt: toLocalInput(initially) }}
      bodyOf={({ resolvesAt }) => ({ resolvesAt: fromLocalInput(resolvesAt) })}
      contract={({ incidentChange }) => incidentChange}
      submitLabel="Set"
      onSubmit={submit}
      onCancel={onDone}
    >
      <TextField
        path="resolvesAt"
        label="Resolve by itself at"
        type="datetime-local"
        hint="In your own time"
        required
      />
    </Form>
  );
}

/** When the incident resolves by itself; to be set, moved and cancelled. */
function ResolveTimer({ incident, now }: { readonly incident: Incident; readonly now: number }) {
  const { act } = useRights();
  const [opened, { open, close }] = useDisclosure(false);
  const action = useActOnIncident(incident.id);
  const { resolvesAt } = incident;
  return (
    <>
      <Group gap={6}>
        <Text span size="sm">
          {resolvesAt === null ? (
            'No'
          ) : (
            <>
              At <Instant at={resolvesAt} />, {formatUntil(Date.parse(resolvesAt) - now)}
            </>
          )}
        </Text>
        {act ? (
          <Button size="compact-xs" variant="light" onClick={open}>
            {resolvesAt === null ? 'Set a timer' : 'Change'}
          </Button>
        ) : null}
        {act && resolvesAt !== null ? (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            loading={action.isPending}
            onClick={() => action.mutate({ verb: 'change', body: { resolvesAt: null } })}
            aria-label="Cancel the timer"
          >
            Cancel
          </Button>
        ) : null}
      </Group>
      {action.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {action.error.message}
        </Text>
      )}
      <Modal opened={opened} onClose={close} title="Resolve by itself" centered>
        <ResolveTimerForm incident={incident} onDone={close} />
      </Modal>
    </>
  );
}

/** What happens to an open incident by itself: whom it notifies next, and when it resolves. */
export function IncidentCourse({ incident }: { readonly incident: Incident }) {
  const now = useNow();
  const policy = useNames('escalation-policies');
  const next = useNextStep(incident);
  const comes = incident.escalation === null ? null : next;
  const items: readonly Description[] = [
    ['Escalation policy', incident.escalationPolicyId === null ? 'None' : policy(incident.escalationPolicyId)],
    ['Escalation', escalationInWords(incident, { now: new Date(now) })],
    ...(comes === null ? [] : [['Next', comes.who] as const]),
    ...(incident.quietAt === null ? [] : [['Closes if quiet', <Instant key="quiet" at={incident.quietAt} />] as const]),
    ['Resolves by itself', <ResolveTimer key="timer" incident={incident} now={now} />],
  ];
  return (
    <Section title="What comes next">
      <DescriptionList items={items} />
    </Section>
  );
}
