import { SimpleGrid } from '@mantine/core';
import { defaultVoice } from '@ringdown/kernel';
import { SuggestField } from '../form/suggest-field.js';
import { TextAreaField } from '../form/text-area-field.js';
import { languages, voicesOf } from './voices.js';

interface SpokenMessageFieldsProps {
  readonly path: string;
  readonly language: string;
}

export function SpokenMessageFields({ path, language }: SpokenMessageFieldsProps) {
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
