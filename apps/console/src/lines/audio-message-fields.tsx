import { Select } from '@mantine/core';
import type { Audio } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { StoredAudio } from '../audio/stored-audio.js';
import { UploadAudio } from '../audio/upload-audio.js';
import { choicesOf } from '../form/choice.js';
import { choiceError } from '../form/choice-error.js';
import { useField } from '../form/form-context.js';

interface AudioMessageFieldsProps {
  /** Where the message stands in the form. */
  readonly path: string;
  readonly purpose: string;
}

/** A file that was uploaded before, or a new one; either can be listened to before the line is saved. */
export function AudioMessageFields({ path, purpose }: AudioMessageFieldsProps) {
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
