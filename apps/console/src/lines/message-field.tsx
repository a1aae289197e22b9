import { Fieldset, SegmentedControl, Stack, Text } from '@mantine/core';
import { useRef } from 'react';
import type { Message } from '../api/things.js';
import { useField } from '../form/form-context.js';
import { AudioMessageFields } from './audio-message-fields.js';
import { spoken } from './spoken.js';
import { SpokenMessageFields } from './spoken-message-fields.js';

interface MessageFieldProps {
  readonly path: string;
  readonly label: string;
  readonly hint: string;
}

const blanks: Readonly<Record<Message['type'], Message>> = {
  text: spoken(''),
  audio: { type: 'audio', audioId: '' },
};

/** What a caller hears: a text that is read out, or a file. Trying the other one loses nothing. */
export function MessageField({ path, label, hint }: MessageFieldProps) {
  const { value, ownError, set } = useField<Message>(path);
  const before = useRef(blanks);
  const choose = (type: Message['type']): void => {
    const left = before.current;
    before.current = { ...left, [value.type]: value };
    set(left[type]);
  };
  return (
    <Fieldset legend={label}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
        <SegmentedControl<Message['type']>
          aria-label={`${label}: text or audio file`}
          style={{ alignSelf: 'flex-start' }}
          data={[
            { value: 'text', label: 'Text, read out' },
            { value: 'audio', label: 'Audio file' },
          ]}
          value={value.type}
          onChange={choose}
        />
        {value.type === 'text' ? (
          <SpokenMessageFields path={path} language={value.language} />
        ) : (
          <AudioMessageFields path={path} purpose={label} />
        )}
        {ownError === undefined ? null : (
          <Text size="sm" c="red">
            {ownError}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
