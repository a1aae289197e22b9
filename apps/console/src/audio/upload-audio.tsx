import { Button, FileButton, Group, Progress, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemWords } from '../api/problem.js';
import { upload } from '../api/request.js';
import type { Audio } from '../api/resources.js';
import { audioFileFault, audioTypes } from './audio-file.js';

/** Uploads audio files; `share` is how much of the present one has been sent, from 0 to 1. */
function useUploadAudio(onUploaded: (audio: Audio) => void) {
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const sending = useMutation({
    mutationFn: async (file: File) => {
      setShare(0);
      const fault = audioFileFault(file);
      if (fault !== null) throw new Error(fault);
      const audio = await upload<Audio>('/audio', file, setShare);
      await client.invalidateQueries({ queryKey: ['audio'] });
      return audio;
    },
    onSuccess: onUploaded,
  });
  return { ...sending, share };
}

interface UploadAudioProps {
  /** What the file is for, to distinguish the buttons of one page. */
  readonly purpose: string;
  readonly onUploaded: (audio: Audio) => void;
}

/** A button that sends an audio file, how far it is, and why it was refused. The line below it is always there, so nothing jumps. */
export function UploadAudio({ purpose, onUploaded }: UploadAudioProps) {
  const { mutate, isPending, error, share } = useUploadAudio(onUploaded);
  return (
    <div>
      <Group gap="sm">
        <FileButton accept={audioTypes} onChange={(file) => (file === null ? undefined : mutate(file))}>
          {(props) => (
            <Button {...props} variant="light" size="xs" loading={isPending} aria-label={`Upload a file: ${purpose}`}>
              Upload a file
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          mp3, wav or ogg, at most 5 MB
        </Text>
      </Group>
      <div style={{ minHeight: '1.4rem', paddingTop: 4 }}>
        {isPending ? <Progress value={share * 100} aria-label={`Uploading: ${purpose}`} /> : null}
        {error === null ? null : (
          <Text size="sm" c="red" role="alert">
            {problemWords(error)}
          </Text>
        )}
      </div>
    </div>
  );
}
