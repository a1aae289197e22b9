import { Box, Text } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../api/things.js';
import { Form } from '../form/form.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { SettingsFields } from './settings-fields.js';
import { settingsBody, type SettingsValues, settingsValues } from './settings-values.js';
import { useSaveSettings, useSettings } from './use-settings.js';

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const save = useSaveSettings();
  // What was answered last: the query’s copy may follow only after the form has begun anew.
  const [{ times, shown }, setSaved] = useState({ times: 0, shown: settings });
  const submit = async (values: SettingsValues): Promise<void> => {
    const changed = await save.mutateAsync(settingsBody(values));
    setSaved({ times: times + 1, shown: changed });
  };
  return (
    <Form key={times} initial={settingsValues(shown)} submitLabel="Save" onSubmit={submit}>
      <SettingsFields />
      {times === 0 ? null : (
        <Text size="sm" c="dimmed" role="status">
          Saved.
        </Text>
      )}
    </Form>
  );
}

/** What holds for all lines and people. */
export function SettingsPage() {
  return (
    <>
      <PageHeader title="Settings" about="What holds for all lines and people." />
      <Box maw={760}>
        <QueryView query={useSettings()}>{(settings) => <SettingsForm settings={settings} />}</QueryView>
      </Box>
    </>
  );
}
