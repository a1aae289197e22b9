import { Box, SimpleGrid, Stack } from '@mantine/core';
import { numberRanges } from '@ringdown/contracts';
import { useNavigate, useParams } from 'react-router';
import type { Line } from '../api/resources.js';
import { choicesFrom, ReferenceField, ReferencesField, SelectField } from '../form/choice-fields.js';
import { NumberField, SwitchField, TextField } from '../form/fields.js';
import { Form, useField } from '../form/form.js';
import { priorityChoices, severityChoices } from '../incidents/incident-words.js';
import { AccountField } from '../setup/provider-accounts.js';
import { BackLink, PageHeader, Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { blankLine, lineBody, lineValues } from './line-values.js';
import { incidentMoments, incidentTriggers, withheldWays } from './line-words.js';
import { useLine, useSaveLine } from './lines.queries.js';
import { MessageFields } from './message-fields.js';
import { RingFields } from './ring-fields.js';

function LineBasics() {
  return (
    <Stack gap="sm">
      <TextField path="name" label="Name" placeholder="On-call hotline" required />
      <TextField
        path="number"
        label="Number"
        type="tel"
        placeholder="+12245550123"
        hint="With country code, as the provider shows it"
        required
      />
      <AccountField
        path="providerAccountId"
        label="Provider account"
        hint="The account at Twilio or Plivo that the number belongs to"
        required
      />
    </Stack>
  );
}

function IncidentFields() {
  const { value: trigger } = useField<string>('incident.trigger');
  return (
    <Stack gap="sm">
      <ReferencesField path="channelIds" label="Channels" hint="Each gets one message per call" of="channels" />
      <SelectField
        path="incident.trigger"
        label="Open an incident"
        hint="Calls in test mode never open one"
        choices={choicesFrom(incidentTriggers)}
      />
      {trigger === 'off' ? null : (
        <>
          <SelectField
            path="incident.when"
            label="When"
            hint="While it rings, the one who accepts the call acknowledges it. Missed calls are known only when they are over."
            choices={choicesFrom(incidentMoments)}
          />
          <ReferenceField path="incident.integrationId" label="Integration" of="integrations" required />
          <ReferenceField
            path="incident.escalationPolicyId"
            label="Escalation policy"
            of="escalation-policies"
            placeholder="As the integration"
            hint="Who is notified of the incident"
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <SelectField
              path="incident.priority"
              label="Priority"
              choices={priorityChoices}
              clearable
              placeholder="None"
            />
            <SelectField
              path="incident.severity"
              label="Severity"
              choices={severityChoices}
              clearable
              placeholder="None"
            />
          </SimpleGrid>
        </>
      )}
    </Stack>
  );
}

function OtherLineFields() {
  return (
    <Stack gap="sm">
      <SwitchField path="enabled" label="In use" hint="Off: callers hear that the number is not in use." />
      <SwitchField
        path="recordingEnabled"
        label="Record conversations"
        hint="To be heard on the call’s page. A voicemail is recorded in any case."
      />
      <NumberField
        path="recordingRetentionDays"
        label="Keep recordings for"
        hint="After that they are deleted here and at the provider. Empty keeps them."
        range={numberRanges.recordingRetentionDays}
        unit="days"
        placeholder="No limit"
      />
      <SwitchField
        path="takeMessageWhenNoOneOnCall"
        label="Take a voicemail when no one is on call"
        hint="Off: the caller hears the message and the call ends."
      />
      <SelectField
        path="withheldCallers"
        label="Callers who withhold their number"
        hint="They cannot be blocked one by one, so a line may treat them all alike."
        choices={choicesFrom(withheldWays)}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberField
          path="callerLimit.perCallerPerHour"
          label="Calls per caller and hour"
          hint="More go straight to the voicemail"
          range={numberRanges.callsPerCallerPerHour}
          required
        />
        <NumberField
          path="callerLimit.concurrentCalls"
          label="Calls at once"
          hint="More go straight to the voicemail"
          range={numberRanges.concurrentCalls}
          required
        />
      </SimpleGrid>
    </Stack>
  );
}

interface LineFormProps {
  /** The line to change; null makes a new one. */
  readonly line: Line | null;
}

function LineForm({ line }: LineFormProps) {
  const id = line?.id ?? null;
  const save = useSaveLine(id);
  const navigate = useNavigate();
  return (
    <Box maw={760}>
      <Form
        initial={line === null ? blankLine : lineValues(line)}
        bodyOf={(values) => lineBody(values, line)}
        contract={({ newLine }) => newLine}
        submitLabel={id === null ? 'Create line' : 'Save'}
        onSubmit={async (body) => navigate(`/lines/${(await save.mutateAsync(body)).id}`)}
        onCancel={() => void navigate(id === null ? '/lines' : `/lines/${id}`)}
      >
        <Stack>
          <Section title="The line">
            <LineBasics />
          </Section>
          <Section title="Who is rung">
            <RingFields />
          </Section>
          <Section title="Messages">
            <MessageFields />
          </Section>
          <Section title="Incidents and channels">
            <IncidentFields />
          </Section>
          <Section title="More">
            <OtherLineFields />
          </Section>
        </Stack>
      </Form>
    </Box>
  );
}

export function NewLinePage() {
  return (
    <>
      <PageHeader title="New line" before={<BackLink to="/lines">Lines</BackLink>} />
      <LineForm line={null} />
    </>
  );
}

export function EditLinePage() {
  const { id = '' } = useParams();
  return (
    <QueryView query={useLine(id)}>
      {(line) => (
        <>
          <PageHeader title={`Edit ${line.name}`} before={<BackLink to={`/lines/${line.id}`}>{line.name}</BackLink>} />
          <LineForm key={line.id} line={line} />
        </>
      )}
    </QueryView>
  );
}
