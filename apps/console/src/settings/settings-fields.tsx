import { SimpleGrid, Stack } from '@mantine/core';
import type { Line } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { ChoicesField } from '../form/choices-field.js';
import { useField } from '../form/form-context.js';
import { SuggestField } from '../form/suggest-field.js';
import { TagsField } from '../form/tags-field.js';
import { AccountField } from '../lines/account-field.js';
import { Section } from '../ui/section.js';
import { countryChoices } from './countries.js';

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

export function SettingsFields() {
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
        <NotifyFromFields />
      </Section>
    </Stack>
  );
}
