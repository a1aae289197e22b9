import { SimpleGrid, Stack } from '@mantine/core';
import { useField } from '../form/form-context.js';
import { ReferenceField } from '../form/reference-field.js';
import { ReferencesField } from '../form/references-field.js';
import { SelectField } from '../form/select-field.js';
import { priorityChoices, severityChoices } from '../incidents/urgency-choices.js';
import { choicesFrom, incidentMoments, incidentTriggers } from './line-words.js';

export function IncidentFields() {
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
