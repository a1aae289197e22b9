import { Stack } from '@mantine/core';
import { MessageField } from './message-field.js';

const messages = [
  ['welcome', 'Welcome', 'The first thing a caller hears'],
  ['noOneOnCall', 'No one on call', 'When nobody is on call on primary and fallbacks'],
  ['noAnswer', 'No answer', 'When everyone was rung in vain; then the caller may leave a voicemail'],
] as const;

export function MessageFields() {
  return (
    <Stack gap="lg">
      {messages.map(([key, label, hint]) => (
        <MessageField key={key} path={`messages.${key}`} label={label} hint={hint} />
      ))}
    </Stack>
  );
}
