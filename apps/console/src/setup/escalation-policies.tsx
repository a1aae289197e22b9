import { Box } from '@mantine/core';
import type { EscalationPolicy } from '../api/things.js';
import { NumberField } from '../form/number-field.js';
import { RowsField } from '../form/rows-field.js';
import { TextField } from '../form/text-field.js';
import { escalationBody, escalationValues, type EscalationValues } from './escalation-values.js';
import { PolicySteps } from './policy-steps.js';
import type { Resource } from './resource.js';
import { StepTargetsField } from './step-targets-field.js';

function EscalationFields() {
  return (
    <>
      <TextField path="name" label="Name" required />
      <RowsField
        path="steps"
        label="Step"
        hint="Each step waits, then notifies. An acknowledged incident goes no further."
        addLabel="Add a step"
        blank={{ delayMinutes: 5, targets: [] }}
        row={(path) => (
          <>
            <Box w={110}>
              <NumberField path={`${path}.delayMinutes`} label="Wait" min={0} max={1440} unit="min" />
            </Box>
            <StepTargetsField path={`${path}.targets`} />
          </>
        )}
      />
      <NumberField path="repeat" label="Repeat all steps" hint="0 to 5 times" min={0} max={5} />
    </>
  );
}

export const escalationPolicies: Resource<EscalationPolicy, EscalationValues> = {
  path: 'escalation-policies',
  title: 'Escalation policies',
  one: 'policy',
  about: 'Who is notified of an incident, and who next when nobody acknowledges it.',
  empty: 'A policy is a list of steps: wait, then notify people, schedules, teams or channels.',
  deletion: 'A policy that an integration or a line uses cannot be deleted.',
  columns: [
    { title: 'Policy', cell: ({ name }) => <b>{name}</b> },
    { title: 'Steps', cell: ({ steps }) => <PolicySteps steps={steps} /> },
    { title: 'Repeats', cell: ({ repeat }) => repeat },
  ],
  blank: { name: '', repeat: 0, steps: [{ delayMinutes: 0, targets: [] }] },
  valuesOf: escalationValues,
  bodyOf: escalationBody,
  Fields: EscalationFields,
};
