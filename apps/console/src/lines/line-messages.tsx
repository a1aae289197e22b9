import { Stack, Text } from '@mantine/core';
import type { Line, Message } from '../api/things.js';
import { useNames } from '../api/use-names.js';
import { StoredAudio } from '../audio/stored-audio.js';

const titles = [
  ['welcome', 'Welcome'],
  ['noOneOnCall', 'No one on call'],
  ['noAnswer', 'No answer'],
] as const;

function LineMessage({ title, message }: { readonly title: string; readonly message: Message }) {
  const fileName = useNames('audio');
  const manner =
    message.type === 'text' ? `${message.language}, ${message.voice}` : `audio file ${fileName(message.audioId)}`;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title} · {manner}
      </Text>
      {message.type === 'text' ? (
        <Text size="sm">“{message.text}”</Text>
      ) : (
        <StoredAudio id={message.audioId} label={`Listen: ${title}`} />
      )}
    </div>
  );
}

export function LineMessages({ messages }: { readonly messages: Line['messages'] }) {
  return (
    <Stack gap="sm">
      {titles.map(([key, title]) => (
        <LineMessage key={key} title={title} message={messages[key]} />
      ))}
    </Stack>
  );
}
