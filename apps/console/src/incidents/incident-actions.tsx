import { Button, Group, Menu, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Incident, incidentMute } from '@ringdown/contracts';
import type { z } from 'zod';
import { useRights } from '../app/session.js';
import { TextField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { fromLocalInput, toLocalInput } from '../ui/format-time.js';
import { verbs, verbsFor } from './incident-words.js';
import { useActOnIncident } from './incidents.queries.js';
import { muteChoices } from './mute-choices.js';
import { useNextStep } from './next-step.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** Takes the next step at once, after saying whom it notifies. */
function EscalateNow({ incident }: { readonly incident: Incident }) {
  const action = useActOnIncident(incident.id);
  const next = useNextStep(incident);
  const what = next === null ? 'The next step is taken now' : `${next.place} is taken now and notifies ${next.who}`;
  return (
    <ConfirmButton
      label="Escalate now"
      question="Escalate now?"
      consequence={`${what}.${incident.status === 'acknowledged' ? ' The acknowledgement is taken back.' : ''}`}
      button={{ size: 'sm', variant: 'default', color: 'gray' }}
      onConfirm={() => action.mutateAsync({ verb: 'escalate' })}
    />
  );
}

interface MuteUntilProps {
  readonly incidentId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** An end of the mute that is none of the usual ones. */
function MuteUntil({ incidentId, opened, onClose }: MuteUntilProps) {
  const action = useActOnIncident(incidentId);
  const submit = async (body: z.input<typeof incidentMute>): Promise<void> => {
    await action.mutateAsync({ verb: 'mute', body });
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Mute until another time" centered>
      <Form
        initial={{ until: toLocalInput(new Date(Date.now() + dayMs)) }}
        bodyOf={({ until }) => ({ until: fromLocalInput(until) })}
        contract={({ incidentMute }) => incidentMute}
        submitLabel="Mute"
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField path="until" label="Until" type="datetime-local" hint="In your own time" required />
      </Form>
    </Modal>
  );
}

interface ActionProps {
  readonly incident: Incident;
  /** What it comes to is shown above the buttons. */
  readonly action: ReturnType<typeof useActOnIncident>;
}

function MuteMenu({ incident, action }: ActionProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const isMuted = incident.mutedUntil !== null;
  const mute = (until: string): void => action.mutate({ verb: 'mute', body: { until } });
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="default" loading={action.isPending && action.variables.verb === 'mute'}>
            {isMuted ? 'Mute otherwise ▾' : 'Mute ▾'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>It stays open and notifies nobody</Menu.Label>
          {muteChoices.map(({ label, untilFrom }) => (
            <Menu.Item key={label} onClick={() => mute(untilFrom(new Date()))}>
              {label}
            </Menu.Item>
          ))}
          <Menu.Item onClick={open}>Until another time…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <MuteUntil incidentId={incident.id} opened={opened} onClose={close} />
    </>
  );
}

function Unmute({ action }: Pick<ActionProps, 'action'>) {
  return (
    <Button
      variant="default"
      loading={action.isPending && action.variables.verb === 'unmute'}
      onClick={() => action.mutate({ verb: 'unmute' })}
    >
      Unmute
    </Button>
  );
}

/** What can be done with the incident now; what the API refuses is said above. */
export function IncidentActions({ incident }: { readonly incident: Incident }) {
  const { act } = useRights();
  const action = useActOnIncident(incident.id);
  if (!act) return null;
  const isOpen = incident.status !== 'resolved';
  return (
    <>
      {action.error === null ? null : (
        <Text size="sm" c="red" role="alert" style={{ flexBasis: '100%' }}>
          {action.error.message}
        </Text>
      )}
      <Group gap="xs">
        {verbsFor(incident.status).map((verb, index) => (
          <Button
            key={verb}
            variant={index === 0 ? 'filled' : 'default'}
            loading={action.isPending && action.variables.verb === verb}
            onClick={() => action.mutate({ verb })}
          >
            {verbs[verb]}
          </Button>
        ))}
        {isOpen ? <EscalateNow incident={incident} /> : null}
        {isOpen && incident.mutedUntil !== null ? <Unmute action={action} /> : null}
        {isOpen ? <MuteMenu incident={incident} action={action} /> : null}
      </Group>
    </>
  );
}
