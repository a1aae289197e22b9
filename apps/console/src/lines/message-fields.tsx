import { Fieldset, SegmentedControl, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { defaultVoice } from '@ringdown/kernel';
import { useRef } from 'react';
import type { Audio, Message } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { UploadAudio } from '../audio/upload-audio.js';
import { choicesOf } from '../form/choice-fields.js';
import { choiceError } from '../form/field-errors.js';
import { SuggestField, TextAreaField } from '../form/fields.js';
import { useField } from '../form/form.js';
import { StoredAudio } from '../ui/audio-player.js';
import { languages, voicesOf } from './voices.js';

interface SpokenMessageFieldsProps {
  readonly path: string;
  readonly language: string;
}

function SpokenMessageFields({ path, language }: SpokenMessageFieldsProps) {
  return (
    <>
      <TextAreaField path={`${path}.text`} label="Text" required />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <SuggestField
          path={`${path}.language`}
          label="Language"
          placeholder={defaultVoice.language}
          suggestions={languages}
        />
        <SuggestField
          path={`${path}.voice`}
          label="Voice"
          placeholder={defaultVoice.voice}
          suggestions={voicesOf(language)}
        />
      </SimpleGrid>
    </>
  );
}

interface AudioMessageFieldsProps {
  /** Where the message stands in the form. */
  readonly path: string;
  readonly purpose: string;
}

/** A file that was uploaded before, or a new one; either can be listened to before the line is saved. */
function AudioMessageFields({ path, purpose }: AudioMessageFieldsProps) {
  const files = useCollection<Audio>('audio');
  const { value, error, set } = useField<string>(`${path}.audioId`);
  return (
    <>
      <Select
        label="File"
        withAsterisk
        data={choicesOf(files.data ?? [])}
        searchable
        allowDeselect={false}
        placeholder={files.data?.length === 0 ? 'None uploaded yet' : 'Choose one'}
        nothingFoundMessage="Nothing found"
        value={value === '' ? null : value}
        error={choiceError(error, value)}
        onChange={(id) => set(id ?? '')}
      />
      <UploadAudio purpose={purpose} onUploaded={({ id }) => set(id)} />
      {value === '' ? null : <StoredAudio id={value} label={`Listen: ${purpose}`} />}
    </>
  );
}

interface MessageFieldProps {
  readonly path: string;
  readonly label: string;
  readonly hint: string;
}

const blanks: Readonly<Record<Message['type'], Message>> = {
  text: { type: 'text', text: '', ...defaultVoice },
  audio: { type: 'audio', audioId: '' },
};

/** What a caller hears: a text that is read out, or a file. Trying the other one loses nothing. */
function MessageField({ path, label, hint }: MessageFieldProps) {
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

const messages = [
  ['welcome', 'Welcome', 'The first thing a caller hears'],
  ['noOneOnCall', 'No one on call', 'When nobody is on call on primary and fallbacks'],
  ['noAnswer', 'No answer', 'When nobody accepted the call; then the caller may leave a voicemail'],
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
