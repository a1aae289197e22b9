import { Paper, Stack, Text } from '@mantine/core';
import type { EscalationPolicy } from '../api/resources.js';
import { useNames } from '../api/resources.queries.js';
import { useField } from '../form/form.js';
import { escalationBody, type EscalationValues } from './escalation-values.js';
import { capitalised, delayInWords, type NameOf, policyInWords, targetsInWords } from './escalation-words.js';

/** The names of whomever the steps of policies notify. */
export function useTargetNames(): NameOf {
  const nameOf = {
    user: useNames('users'),
    schedule: useNames('schedules'),
    team: useNames('teams'),
    channel: useNames('channels'),
  };
  return ({ type, id }) => nameOf[type](id);
}

/** Each step in words: when it comes, and whom it notifies. */
export function PolicySteps({ steps }: Pick<EscalationPolicy, 'steps'>) {
  const nameOf = useTargetNames();
  return (
    <Stack gap={2}>
      {steps.map(({ delayMinutes, targets }, index) => (
        <Text key={index} size="sm">
          {capitalised(delayInWords(delayMinutes, index))}: {targetsInWords(targets, nameOf)}
        </Text>
      ))}
    </Stack>
  );
}

/** What the policy in the form around would do, as it is being written. */
export function PolicyPreview() {
  const nameOf = useTargetNames();
  const { value: steps } = useField<EscalationValues['steps']>('steps');
  const { value: repeat } = useField<number | null>('repeat');
  const { value: repeatDelayMinutes } = useField<number | null>('repeatDelayMinutes');
  const plan = escalationBody({ name: '', steps, repeat, repeatDelayMinutes });
  return (
    <Paper withBorder p="sm" role="status" aria-label="In words">
      <Text size="sm" fw={600}>
        In words
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {policyInWords(plan, nameOf)} It ends as soon as somebody acknowledges the incident.
      </Text>
    </Paper>
  );
}
