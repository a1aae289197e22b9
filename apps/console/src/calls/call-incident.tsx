import { Anchor, Button, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Call } from '@ringdown/contracts';
import { Link } from 'react-router';
import { useRights } from '../app/session.js';
import { ReferenceField, SelectField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { StatusBadge } from '../incidents/incident-badges.js';
import { IncidentPicker } from '../incidents/incident-picker.js';
import { incidentTitle, priorityChoices, severityChoices } from '../incidents/incident-words.js';
import { useIncident } from '../incidents/incidents.queries.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { blankCallIncident, callIncidentBody } from './call-incident-values.js';
import { useCallIncident } from './calls.queries.js';

/** Opens an incident with the call's payload. */
function CreateCallIncident({ call }: { readonly call: Call }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { create } = useCallIncident(call.id);
  const submit = async (body: unknown): Promise<void> => {
    await create(body);
    close();
  };
  return (
    <>
      <Button size="xs" variant="light" onClick={open}>
        Create incident
      </Button>
      <Modal opened={opened} onClose={close} title="Create an incident of this call" size="lg">
        <Form
          initial={blankCallIncident}
          bodyOf={callIncidentBody}
          contract={({ newCallIncident }) => newCallIncident}
          submitLabel="Create incident"
          onSubmit={submit}
          onCancel={close}
        >
          <TextField path="title" label="Title" hint="Empty: line, caller and duration of the call" />
          <ReferenceField path="integrationId" label="Integration" of="integrations" required />
          <ReferenceField
            path="escalationPolicyId"
            label="Escalation policy"
            of="escalation-policies"
            placeholder="As the integration"
            hint="Who is notified of the incident"
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <SelectField path="priority" label="Priority" choices={priorityChoices} clearable placeholder="None" />
            <SelectField path="severity" label="Severity" choices={severityChoices} clearable placeholder="None" />
          </SimpleGrid>
        </Form>
      </Modal>
    </>
  );
}

/** Links an incident that is there already. */
function LinkIncident({ call }: { readonly call: Call }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { link } = useCallIncident(call.id);
  const pick = async (incidentId: string): Promise<void> => {
    await link(incidentId);
    close();
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        Link an incident
      </Button>
      <Modal opened={opened} onClose={close} title="Link an incident to this call" size="lg">
        <IncidentPicker onPick={pick} />
      </Modal>
    </>
  );
}

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
