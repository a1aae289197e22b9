import { SimpleGrid, Stack } from '@mantine/core';
import { NumberField } from '../form/number-field.js';
import { SelectField } from '../form/select-field.js';
import { SwitchField } from '../form/switch-field.js';
import { choicesFrom, withheldWays } from './line-words.js';

export function OtherLineFields() {
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
        min={1}
        max={3650}
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
          min={1}
          max={1000}
          required
        />
        <NumberField
          path="callerLimit.concurrentCalls"
          label="Calls at once"
          hint="More go straight to the voicemail"
          min={1}
          max={1000}
          required
        />
      </SimpleGrid>
    </Stack>
  );
}
