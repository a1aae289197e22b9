import { Stack, Text } from '@mantine/core';
import type { Line } from '../api/things.js';

const titles = [
  ['welcome', 'Welcome'],
  ['noOneOnCall', 'No one on call'],
  ['noAnswer', 'No answer'],
] as const;

export function LineMessages({ messages }: { readonly messages: Line['messages'] }) {
  return (
    <Stack gap="sm">
      {titles.map(([key, title]) => (
        <div key={key}>
          <Text size="xs" c="dimmed">
            {title} · {messages[key].language}, {messages[key].voice}
          </Text>
          <Text size="sm">“{messages[key].text}”</Text>
        </div>
      ))}
    </Stack>
  );
}
