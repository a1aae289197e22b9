import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fromLocalInput } from '../oncall/local-input.js';
import { QueryView } from '../ui/query-view.js';
import { PreviewAnswer } from './preview-answer.js';
import { usePreview } from './use-preview.js';

/** Who would be rung if somebody called now, or at a time one chooses. */
export function PreviewPanel({ lineId }: { readonly lineId: string }) {
  const [at, setAt] = useState('');
  const preview = usePreview(lineId, at === '' ? null : fromLocalInput(at));
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <TextInput
          type="datetime-local"
          label="If somebody calls at"
          description={at === '' ? 'Now, as long as it is empty' : 'In your own time'}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <Button variant="default" disabled={at === ''} onClick={() => setAt('')}>
          Now
        </Button>
      </Group>
      <div aria-live="polite" style={{ minHeight: '16rem' }}>
        <QueryView query={preview} rows={5}>
          {(answer) => <PreviewAnswer preview={answer} />}
        </QueryView>
      </div>
    </Stack>
  );
}
