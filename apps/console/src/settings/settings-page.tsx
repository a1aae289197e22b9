import { Box, SimpleGrid, Stack, Text } from '@mantine/core';
import { numberRanges } from '@ringdown/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api/request.js';
import type { Line, Settings } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { ChoicesField, ReferenceField } from '../form/choice-fields.js';
import { NumberField, SuggestField, TagsField } from '../form/fields.js';
import { Form, useField } from '../form/form.js';
import { AccountField } from '../setup/provider-accounts.js';
import { PageHeader, Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { countryChoices, settingsBody, settingsValues } from './settings-values.js';

const key = ['settings'] as const;

const useSettings = () => useQuery({ queryKey: key, queryFn: () => request<Settings>('GET', '/settings') });

function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: unknown) => request<Settings>('PATCH', '/settings', change),
    onSuccess: (settings) => client.setQueryData(key, settings),
  });
}

const countries = countryChoices();

function NotifyFromFields() {
  const lines = useCollection<Line>('lines');
  const { value: accountId } = useField<string | null>('notifyFrom.providerAccountId');
  const numbers = (lines.data ?? [])
    .filter(({ providerAccountId }) => accountId === null || providerAccountId === accountId)
    .map(({ number }) => number);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <AccountField path="notifyFrom.providerAccountId" label="Account" hint="Empty: the first line’s" />
      <SuggestField
        path="notifyFrom.number"
        label="Number"
        hint="A number of that account"
        placeholder="+12245550123"
        suggestions={numbers}
      />
    </SimpleGrid>
  );
}

const { notifyLimit } = numberRanges;

/** How many texts and calls may go out, so that a storm of incidents does not become one of calls. */
function NotifyLimitFields() {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        Of incidents, within any hour. What is over a limit is not sent: the person’s next way of being notified comes
        at once in its place, and where there is none, an e-mail. Pushes and e-mails have no limit. The incident shows
        whom this befell. 0 sends none at all.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberField
          path="notifyLimits.textsPerPerson"
          label="Texts to one person"
          range={notifyLimit}
          unit="an hour"
          required
        />
        <NumberField
          path="notifyLimits.callsPerPerson"
          label="Calls to one person"
          range={notifyLimit}
          unit="an hour"
          required
        />
        <NumberField
          path="notifyLimits.texts"
          label="Texts to all people"
          range={notifyLimit}
          unit="an hour"
          required
        />
        <NumberField
          path="notifyLimits.calls"
          label="Calls to all people"
          range={notifyLimit}
          unit="an hour"
          required
        />
      </SimpleGrid>
    </Stack>
  );
}

function SettingsFields() {
  return (
    <Stack>
      <Section title="Callers">
        <TagsField
          path="blockedPrefixes"
          label="Blocked prefixes"
          hint="Calls from numbers that begin with one of these are rejected before anyone is rung. Single callers are blocked under Contacts."
          placeholder="+1900"
        />
      </Section>
      <Section title="Numbers that may be rung">
        <ChoicesField
          path="allowedCountries"
          label="Allowed countries"
          hint="A responder’s phone anywhere else is skipped, and so are premium numbers everywhere. Empty: the countries of the lines’ numbers."
          choices={countries}
          placeholder="The countries of the lines’ numbers"
        />
      </Section>
      <Section title="Texts and calls to people come from">
        <Text size="sm" c="dimmed" mb="sm">
          Texts and calls about incidents, and the codes by which people verify their phones.
        </Text>
        <NotifyFromFields />
      </Section>
      <Section title="Limits of texts and calls to people">
        <NotifyLimitFields />
      </Section>
      <Section title="Chat">
        <ReferenceField
          path="manualIntegrationId"
          label="Incidents declared from chat go under"
          hint="The integration whose escalation policy, teams and channels they have. Empty: the first by name."
          placeholder="The first by name"
          of="integrations"
        />
      </Section>
    </Stack>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const save = useSaveSettings();
  // What was answered last: the query’s copy may follow only after the form has begun anew.
  const [{ times, shown }, setSaved] = useState({ times: 0, shown: settings });
  const submit = async (body: unknown): Promise<void> => {
    const changed = await save.mutateAsync(body);
    setSaved({ times: times + 1, shown: changed });
  };
  return (
    <Form
      key={times}
      initial={settingsValues(shown)}
      bodyOf={settingsBody}
      contract={({ organisationSettingsChange }) => organisationSettingsChange}
      submitLabel="Save"
      onSubmit={submit}
    >
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
      <PageHeader title="Settings" about="Settings of the organisation, for all lines and people." />
      <Box maw={760}>
        <QueryView query={useSettings()}>{(settings) => <SettingsForm settings={settings} />}</QueryView>
      </Box>
    </>
  );
}
