import { Text } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { formatDuration } from '../ui/format-duration.js';
import { Section } from '../ui/section.js';
import { AudioPlayer } from '../ui/audio-player.js';

/** Voicemail and recording, where there are any. Both are fetched through the API, so the session is all it takes. */
export function CallMedia({ call }: { readonly call: Call }) {
  const base = `/api/v1/calls/${encodeURIComponent(call.id)}`;
  return (
    <>
      {call.voicemail === null ? null : (
        <Section title={`Voicemail · ${formatDuration(call.voicemail.seconds)}`}>
          <AudioPlayer src={`${base}/voicemail`} label="Voicemail" />
          {call.voicemail.transcript === null ? null : (
            <Text size="sm" mt="sm" style={{ whiteSpace: 'pre-wrap' }}>
              “{call.voicemail.transcript}”
            </Text>
          )}
        </Section>
      )}
      {call.recording === null ? null : (
        <Section title={`Recording · ${formatDuration(call.recording.seconds)}`}>
          <AudioPlayer src={`${base}/recording`} label="Recording" />
        </Section>
      )}
    </>
  );
}
