import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

interface CallerSearchProps {
  readonly initial: string;
  readonly onChange: (caller: string) => void;
}

/** Searches as one types, a moment after the last key. */
export function CallerSearch({ initial, onChange }: CallerSearchProps) {
  const [caller, setCaller] = useState(initial);
  const search = useDebouncedCallback((text: string) => onChange(text.trim()), 300);
  return (
    <TextInput
      aria-label="Caller"
      placeholder="Caller's name or number"
      style={{ flex: '1 1 12rem' }}
      value={caller}
      onChange={(event) => {
        setCaller(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}
