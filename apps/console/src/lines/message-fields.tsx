import { SimpleGrid, Stack } from '@mantine/core';
import { TextAreaField } from '../form/text-area-field.js';
import { TextField } from '../form/text-field.js';

const messages = [
  ['welcome', 'Welcome', 'The first thing a caller hears'],
  ['noOneOnCall', 'No one on call', 'When nobody is on call on primary and fallbacks'],
  ['noAnswer', 'No answer', 'When everyone was rung in vain; then the caller may leave a voicemail'],
] as const;

export function MessageFields() {
  return (
    <Stack gap="lg">
      {messages.map(([key, label, hint]) => (
        <Stack key={key} gap="xs">
          <TextAreaField path={`messages.${key}.text`} label={label} hint={hint} required />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextField path={`messages.${key}.language`} label="Language" placeholder="en-US" />
            <TextField path={`messages.${key}.voice`} label="Voice" placeholder="Polly.Joanna" />
          </SimpleGrid>
        </Stack>
      ))}
    </Stack>
  );
}
