import { Badge, Box, Group, Stack, Tabs, Text } from '@mantine/core';
import type { AlertRulesOutcome } from '@ringdown/contracts';
import { useState } from 'react';
import { request } from '../api/request.js';
import { useRights } from '../app/session.js';
import { ReferenceField, SelectField } from '../form/choice-fields.js';
import { TextAreaField, TextField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { IncidentPicker } from '../incidents/incident-picker.js';
import { priorityChoices, severityChoices } from '../incidents/incident-words.js';
import { Section } from '../ui/page-layout.js';
import { alertRules, ThenWords } from './alert-rules.js';
import { ResourcePage } from './resource-page.js';

const dryRun = (body: unknown) => request<AlertRulesOutcome>('POST', '/alert-rules/dry-run', body);

const sources = [
  { value: 'webhook', label: 'Monitor' },
  { value: 'call', label: 'Call' },
  { value: 'manual', label: 'By hand' },
];
const blankEvent = {
  source: 'webhook',
  title: '',
  body: '',
  priority: null,
  severity: null,
  integrationId: null,
  caller: '',
};

/** JSON where it is, else a text. */
function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const eventBody = ({ body, caller, ...event }: typeof blankEvent) => ({
  event: {
    ...event,
    ...(body.trim() === '' ? {} : { body: bodyOf(body) }),
    caller: caller.trim() === '' ? null : caller.trim(),
  },
});

/** Each rule with whether it acts and why, and what remains of all. */
function Outcome({ outcome }: { readonly outcome: AlertRulesOutcome }) {
  return (
    <Stack gap="xs" role="status">
      {outcome.items.length === 0 ? <Text size="sm">There is no rule yet.</Text> : null}
      {outcome.items.map(({ ruleId, name, acts, because }, n) => (
        <div key={ruleId ?? n}>
          <Group gap="xs">
            <Badge color={acts ? 'green' : 'gray'}>{acts ? 'Acts' : 'Does not act'}</Badge>
            <Text fw={600}>{name}</Text>
          </Group>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {because}
          </Text>
        </div>
      ))}
      <Text fw={600}>What would be done</Text>
      <ThenWords then={outcome.result} />
    </Stack>
  );
}

/** Asks what the stored rules would do about an event that is typed in, or about the latest occurrence of an incident. */
function DryRun() {
  const [outcome, setOutcome] = useState<AlertRulesOutcome | null>(null);
  return (
    <Section title="Try the rules">
      <Tabs defaultValue="event" keepMounted={false} onChange={() => setOutcome(null)}>
        <Tabs.List mb="md">
          <Tabs.Tab value="event">An event</Tabs.Tab>
          <Tabs.Tab value="incident">A past incident</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="event">
          <Form
            initial={blankEvent}
            bodyOf={eventBody}
            contract={({ alertRulesDryRun }) => alertRulesDryRun}
            submitLabel="Try"
            onSubmit={async (body) => setOutcome(await dryRun(body))}
          >
            <SelectField path="source" label="Source" choices={sources} />
            <TextField path="title" label="Title" />
            <TextAreaField path="body" label="Body" hint="JSON, or a text" />
            <Group grow align="flex-start">
              <SelectField path="priority" label="Priority" choices={priorityChoices} clearable />
              <SelectField path="severity" label="Severity" choices={severityChoices} clearable />
            </Group>
            <ReferenceField path="integrationId" label="Integration" of="integrations" />
            <TextField path="caller" label="Caller" placeholder="+14156040016" />
          </Form>
        </Tabs.Panel>
        <Tabs.Panel value="incident">
          <IncidentPicker verb="Try" onPick={async (incidentId) => setOutcome(await dryRun({ incidentId }))} />
        </Tabs.Panel>
      </Tabs>
      {outcome === null ? null : <Outcome outcome={outcome} />}
    </Section>
  );
}

export function AlertRulesPage() {
  const { act } = useRights();
  return (
    <>
      <ResourcePage resource={alertRules} />
      {act ? (
        <Box mt="lg">
          <DryRun />
        </Box>
      ) : null}
    </>
  );
}
