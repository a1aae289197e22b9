import { Button, Modal, SimpleGrid } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Call } from '@ringdown/contracts';
import { Form } from '../form/form.js';
import { ReferenceField } from '../form/reference-field.js';
import { SelectField } from '../form/select-field.js';
import { TextField } from '../form/text-field.js';
import { priorityChoices, severityChoices } from '../incidents/urgency-choices.js';
import { blankCallIncident, callIncidentBody, type CallIncidentValues } from './call-incident-values.js';
import { useCallIncident } from './use-call-incident.js';

/** Opens an incident that carries the call's particulars. */
export function CreateCallIncident({ call }: { readonly call: Call }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { create } = useCallIncident(call.id);
  const submit = async (values: CallIncidentValues): Promise<void> => {
    await create(callIncidentBody(values));
    close();
  };
  return (
    <>
      <Button size="xs" variant="light" onClick={open}>
        Create incident
      </Button>
      <Modal opened={opened} onClose={close} title="Create an incident of this call" size="lg">
        <Form initial={blankCallIncident} submitLabel="Create incident" onSubmit={submit} onCancel={close}>
          <TextField path="title" label="Title" hint="Empty: line, caller and duration of the call" />
          <ReferenceField path="integrationId" label="Integration" of="integrations" required />
          <ReferenceField
            path="escalationPolicyId"
            label="Escalation policy"
            of="escalation-policies"
            placeholder="As the integration"
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
