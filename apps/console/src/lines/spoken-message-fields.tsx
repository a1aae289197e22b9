import { SimpleGrid } from '@mantine/core';
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
        <SuggestField path={`${path}.language`} label="Language" placeholder="en-US" suggestions={languages} />
        <SuggestField
          path={`${path}.voice`}
          label="Voice"
          placeholder="Polly.Joanna"
          suggestions={voicesOf(language)}
        />
      </SimpleGrid>
    </>
  );
}
