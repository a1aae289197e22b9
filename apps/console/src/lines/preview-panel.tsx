import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { Preview } from '@ringdown/contracts';
import { useState } from 'react';
import { useNames } from '../api/resources.queries.js';
import { attemptRoles } from '../calls/call-words.js';
import { fromLocalInput } from '../ui/format-time.js';
import { QueryView } from '../ui/query-view.js';
import { momentWords, plannedWords, previewOutcomes, saidOnce } from './line-words.js';
import { usePreview } from './lines.queries.js';

function Planned({ planned }: { readonly planned: Preview['attempts'][number] }) {
  const isRung = planned.skipped === null;
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" component="li">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600} {...(isRung ? {} : { c: 'dimmed' })}>
          {planned.standIn ? `${planned.standIn.name} for ${planned.user?.name}` : (planned.user?.name ?? 'Nobody')}
        </Text>
        <Text size="sm" c="dimmed">
          {plannedWords(planned)}
        </Text>
      </div>
      <Badge variant="light" color={isRung ? 'green' : 'gray'} style={{ flexShrink: 0 }}>
        {attemptRoles[planned.role]}
      </Badge>
    </Group>
  );
}

function Said({ said }: { readonly said: Preview['says'][number] }) {
  const fileName = useNames('audio');
  return (
    <div>
      <Text size="xs" c="dimmed">
        {momentWords[said.when]}
      </Text>
      <Text size="sm">{'text' in said ? `“${said.text}”` : `The audio file ${fileName(said.audioId)}`}</Text>
    </div>
  );
}

function PreviewAnswer({ preview }: { readonly preview: Preview }) {
  return (
    <Stack gap="md">
      <Text size="sm">{previewOutcomes[preview.outcome]}</Text>
      {preview.attempts.length === 0 ? null : (
        <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
          {preview.attempts.map((planned) => (
            <Planned key={planned.role} planned={planned} />
          ))}
        </Stack>
      )}
      <Stack gap="xs" role="group" aria-label="What the caller hears">
        <Text size="sm">The caller hears:</Text>
        {saidOnce(preview.says).map((said, index) => (
          <Said key={`${said.when} ${index}`} said={said} />
        ))}
      </Stack>
    </Stack>
  );
}

/** Who would be rung by a call now, or at a time one chooses. */
export function PreviewPanel({ lineId }: { readonly lineId: string }) {
  const [at, setAt] = useState('');
  const preview = usePreview(lineId, at === '' ? null : fromLocalInput(at));
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <TextInput
          type="datetime-local"
          label="Time of the call"
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
