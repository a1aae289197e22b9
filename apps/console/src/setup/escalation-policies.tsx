import { Box, MultiSelect, SimpleGrid } from '@mantine/core';
import { numberRanges } from '@ringdown/contracts';
import type { EscalationPolicy, Named } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { choiceError } from '../form/field-errors.js';
import { NumberField, TextField } from '../form/fields.js';
import { useField } from '../form/form.js';
import { RowsField } from '../form/list-fields.js';
import { escalationBody, escalationValues, type EscalationValues, repeatDelayByDefault } from './escalation-values.js';
import { capitalised, repeatInWords } from './escalation-words.js';
import { PolicyPreview, PolicySteps } from './policy-steps.js';
import type { Resource } from './resource-page.js';

function useTargets(type: string, path: string, group: string) {
  const { data } = useCollection<Named>(path);
  return { group, items: (data ?? []).map(({ id, name }) => ({ value: `${type}:${id}`, label: name })) };
}

/** Whom a step notifies: any mixture of schedules, people, teams and channels. */
function StepTargetsField({ path }: { readonly path: string }) {
  const { value, error, set } = useField<string[]>(path);
  const data = [
    useTargets('schedule', 'schedules', 'Schedules'),
    useTargets('user', 'users', 'People'),
    useTargets('team', 'teams', 'Teams'),
    useTargets('channel', 'channels', 'Channels'),
  ];
  return (
    <MultiSelect
      label="Notify"
      data={data}
      searchable
      style={{ flex: '1 1 12rem' }}
      nothingFoundMessage="Nothing found"
      value={value}
      error={choiceError(error, value)}
      onChange={set}
    />
  );
}

const { delayMinutes, policyRepeats, repeatDelayMinutes } = numberRanges;

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
              <NumberField path={`${path}.delayMinutes`} label="Wait" range={delayMinutes} unit="min" />
            </Box>
            <StepTargetsField path={`${path}.targets`} />
          </>
        )}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'end' }}>
        <NumberField
          path="repeat"
          label="Repeat all steps"
          hint={`${policyRepeats.min} to ${policyRepeats.max} times`}
          range={policyRepeats}
          placeholder="0"
        />
        <NumberField
          path="repeatDelayMinutes"
          label="Before the next round"
          hint="How long the last step waits"
          range={repeatDelayMinutes}
          unit="min"
          placeholder={`${repeatDelayByDefault} min`}
        />
      </SimpleGrid>
      <PolicyPreview />
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
    { title: 'Repeats', cell: (policy) => capitalised(repeatInWords(policy) ?? 'never') },
  ],
  blank: { name: '', repeat: 0, repeatDelayMinutes: repeatDelayByDefault, steps: [{ delayMinutes: 0, targets: [] }] },
  valuesOf: escalationValues,
  bodyOf: escalationBody,
  contract: ({ newEscalationPolicy }) => newEscalationPolicy,
  Fields: EscalationFields,
};
