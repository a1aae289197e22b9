import { Box, Stack } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { Line } from '../api/things.js';
import { Form } from '../form/form.js';
import { Section } from '../ui/section.js';
import { IncidentFields } from './incident-fields.js';
import { LineBasics } from './line-basics.js';
import { blankLine, type LineValues, lineBody, lineValues } from './line-values.js';
import { MessageFields } from './message-fields.js';
import { OtherLineFields } from './other-line-fields.js';
import { RingFields } from './ring-fields.js';
import { useSaveLine } from './use-lines.js';

interface LineFormProps {
  /** The line to change; null makes a new one. */
  readonly line: Line | null;
}

export function LineForm({ line }: LineFormProps) {
  const id = line?.id ?? null;
  const save = useSaveLine(id);
  const navigate = useNavigate();
  const submit = async (values: LineValues): Promise<void> => {
    const saved = await save.mutateAsync(lineBody(values, line));
    await navigate(`/lines/${saved.id}`);
  };
  return (
    <Box maw={760}>
      <Form
        initial={line === null ? blankLine : lineValues(line)}
        submitLabel={id === null ? 'Create line' : 'Save'}
        onSubmit={submit}
        onCancel={() => void navigate(id === null ? '/lines' : `/lines/${id}`)}
      >
        <Stack>
          <Section title="The line">
            <LineBasics />
          </Section>
          <Section title="Who is rung">
            <RingFields />
          </Section>
          <Section title="Messages">
            <MessageFields />
          </Section>
          <Section title="Incidents and channels">
            <IncidentFields />
          </Section>
          <Section title="More">
            <OtherLineFields />
          </Section>
        </Stack>
      </Form>
    </Box>
  );
}
