import { Modal } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { request } from '../api/request.js';
import { Form } from '../form/form.js';
import { ReferenceField } from '../form/reference-field.js';
import { SelectField } from '../form/select-field.js';
import { TextAreaField } from '../form/text-area-field.js';
import { TextField } from '../form/text-field.js';
import { priorityChoices, severityChoices } from './urgency-choices.js';

const blank = {
  title: '',
  integrationId: null as string | null,
  priority: null as string | null,
  severity: null as string | null,
  body: '',
};

function bodyOf({ title, integrationId, priority, severity, body }: typeof blank) {
  return {
    title,
    integrationId: integrationId ?? '',
    ...(priority === null ? {} : { priority }),
    ...(severity === null ? {} : { severity }),
    ...(body === '' ? {} : { body }),
  };
}

/** An incident by hand. */
export function NewIncident({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const submit = async (values: typeof blank): Promise<void> => {
    const incident = await request<Incident>('POST', '/incidents', bodyOf(values));
    await client.invalidateQueries({ queryKey: ['incidents'] });
    await navigate(`/incidents/${incident.id}`);
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Open an incident" size="lg">
      <Form initial={blank} submitLabel="Open" onSubmit={submit} onCancel={onClose}>
        <TextField path="title" label="Title" required />
        <ReferenceField path="integrationId" label="Integration" of="integrations" required />
        <SelectField path="priority" label="Priority" choices={priorityChoices} clearable placeholder="None" />
        <SelectField path="severity" label="Severity" choices={severityChoices} clearable placeholder="None" />
        <TextAreaField path="body" label="What is known" />
      </Form>
    </Modal>
  );
}
