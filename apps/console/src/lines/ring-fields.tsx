import { SimpleGrid, Stack } from '@mantine/core';
import { NumberField } from '../form/number-field.js';
import { SwitchField } from '../form/switch-field.js';
import { TargetField } from './target-field.js';

export function RingFields() {
  return (
    <Stack gap="sm">
      <TargetField path="primary" label="Primary" required />
      <TargetField path="fallbacks.0" label="Fallback 1" />
      <TargetField path="fallbacks.1" label="Fallback 2" />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberField
          path="ringTimeoutSeconds"
          label="Ring each for"
          hint="5 to 120 seconds"
          min={5}
          max={120}
          unit="s"
          required
        />
        <NumberField
          path="maxWaitSeconds"
          label="Longest wait for the caller"
          hint="Then the voicemail, whoever is left"
          min={30}
          max={600}
          unit="s"
          required
        />
      </SimpleGrid>
      <SwitchField
        path="screening"
        label="Screening"
        hint="The responder hears who calls and presses 1 to accept, so a voicemail box never answers a caller."
      />
      <SwitchField
        path="progressMessages"
        label="Tell the caller that we still try"
        hint="Between two attempts the caller hears that somebody else is being rung."
      />
    </Stack>
  );
}
