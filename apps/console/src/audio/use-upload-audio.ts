import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Audio } from '../api/things.js';
import { upload } from '../api/upload.js';
import { audioFileFault } from './audio-file-fault.js';

/** Uploads audio files; `share` tells how much of the present one has left, from 0 to 1. */
export function useUploadAudio(onUploaded: (audio: Audio) => void) {
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
