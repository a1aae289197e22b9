import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

interface AudioPlayerProps {
  readonly src: string;
  readonly label: string;
}

/** A provider may need a moment until the audio is there, so a failed load can be tried again. */
export function AudioPlayer({ src, label }: AudioPlayerProps) {
  const [failed, setFailed] = useState(false);
  if (failed) {
    return (
      <Group gap="sm">
        <Text size="sm" c="dimmed">
          The audio is not there yet.
        </Text>
        <Button size="compact-sm" variant="light" onClick={() => setFailed(false)}>
          Try again
        </Button>
      </Group>
    );
  }
  return (
    <audio
      controls
      preload="metadata"
      src={src}
      aria-label={label}
      style={{ width: '100%' }}
      onError={() => setFailed(true)}
    />
  );
}

/** Plays an uploaded file. */
export function StoredAudio({ id, label }: { readonly id: string; readonly label: string }) {
  return <AudioPlayer key={id} src={`/api/v1/audio/${encodeURIComponent(id)}/content`} label={label} />;
}
