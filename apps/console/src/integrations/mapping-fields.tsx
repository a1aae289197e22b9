import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core';
import { TextAreaField } from '../form/fields.js';
import { RowsField } from '../form/list-fields.js';
import { blankLink } from './integration-values.js';

const mostLinks = 10;

/** One Liquid template for each field of an event. */
export function MappingFields() {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        Each is a{' '}
        <Anchor href="https://shopify.github.io/liquid/" target="_blank" rel="noreferrer noopener" size="sm">
          Liquid template
        </Anchor>
        : text in which {'{{ … }}'} stands for a part of what the monitor sends, such as {'{{ alert.name }}'}. The whole
        of it is {'{{ payload }}'}. You can also save first, let the monitor send once, and write them with that event
        in view.
      </Text>
      <TextAreaField
        path="mapping.title"
        label="Title"
        hint="What people read first. Needed as soon as there is any other template."
        placeholder="{{ alert.name }} on {{ host }}"
        code
      />
      <TextAreaField
        path="mapping.key"
        label="Key"
        hint="What is the same in all events of one alert. Empty: the title."
        placeholder="{{ alert.id }}"
        code
      />
      <TextAreaField
        path="mapping.status"
        label="Status"
        hint="firing, down or problem opens; ok, up or resolved resolves; ack acknowledges. Empty: each event opens."
        placeholder="{{ alert.state }}"
        code
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'end' }}>
        <TextAreaField
          path="mapping.severity"
          label="Severity"
          hint="sev1 to sev3, or a word such as critical, error, warning"
          placeholder="{{ alert.level }}"
          code
        />
        <TextAreaField
          path="mapping.priority"
          label="Priority"
          hint="p1 to p5"
          placeholder="p{{ alert.priority }}"
          code
        />
      </SimpleGrid>
      <TextAreaField
        path="mapping.body"
        label="Body"
        hint="What else is known, a text or JSON. Empty: all that was sent."
        placeholder="{{ alert.message }}"
        code
      />
      <RowsField
        path="mapping.links"
        label="Links"
        hint="Where to read on: a dashboard, a runbook. One without an address is left out."
        addLabel="Add a link"
        blank={blankLink}
        most={mostLinks}
        row={(path) => (
          <Stack gap="xs" style={{ flex: '1 1 16rem' }}>
            <TextAreaField path={`${path}.text`} label="Text" placeholder="Dashboard" code />
            <TextAreaField path={`${path}.href`} label="Address" placeholder="https://…/{{ alert.id }}" code />
          </Stack>
        )}
      />
    </Stack>
  );
}
