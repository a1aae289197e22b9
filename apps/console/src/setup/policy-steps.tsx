import { Stack, Text } from '@mantine/core';
import type { EscalationPolicy } from '../api/things.js';
import { useNames } from '../api/use-names.js';

/** Each step in words: when it comes, and whom it notifies. */
export function PolicySteps({ steps }: Pick<EscalationPolicy, 'steps'>) {
  const nameOf = {
    user: useNames('users'),
    schedule: useNames('schedules'),
    team: useNames('teams'),
    channel: useNames('channels'),
  };
  return (
    <Stack gap={2}>
      {steps.map(({ delayMinutes, targets }, index) => (
        <Text key={index} size="sm">
          {delayMinutes === 0 ? 'At once' : `After ${delayMinutes} min`}:{' '}
          {targets.map(({ type, id }) => nameOf[type](id)).join(', ')}
        </Text>
      ))}
    </Stack>
  );
}
