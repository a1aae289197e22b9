import { Checkbox, Fieldset, SimpleGrid, Stack, Text } from '@mantine/core';
import { type ChannelEvent, type ChannelType, defaultChannelEvents } from '@ringdown/contracts';
import type { ComponentType } from 'react';
import { choicesFrom, SelectField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { useField } from '../form/form.js';
import { priorityChoices, severityChoices } from '../incidents/incident-words.js';
import type { FieldsProps } from '../setup/resource-page.js';
import { channelTypeAbout, channelTypeNames, eventGroups } from './channel-words.js';

type IsNew = Pick<FieldsProps, 'isNew'>;

/** A secret is not shown again: left empty, it stays. */
const keeping = (isNew: boolean, hint: string): string =>
  isNew ? hint : 'The present one is not shown. Leave this empty to keep it.';

const urlFields = (hint: string) =>
  function UrlField({ isNew }: IsNew) {
    return <TextField path="url" label="URL" type="url" hint={keeping(isNew, hint)} required={isNew} />;
  };

function SlackAppFields({ isNew }: IsNew) {
  const token = 'In Slack: your app → OAuth & Permissions → Bot User OAuth Token. It begins with xoxb-.';
  const secret = 'In Slack: your app → Basic Information → App Credentials → Signing Secret.';
  return (
    <>
      <TextField path="botToken" label="Bot token" type="password" hint={keeping(isNew, token)} required={isNew} />
      <TextField
        path="signingSecret"
        label="Signing secret"
        type="password"
        hint={keeping(isNew, secret)}
        required={isNew}
      />
      <TextField
        path="channel"
        label="Channel"
        placeholder="#ops"
        hint="Its name, or its id from the end of “View channel details”. Invite the app there: /invite @Ringdown"
        required
      />
    </>
  );
}

const formats = choicesFrom({
  standard: 'Standard: type, timestamp and data',
  spike: 'Bare: the data alone, as Spike’s outbound webhooks send it',
});

const WebhookUrlField = urlFields('Each event is sent there by POST, signed as Standard Webhooks says.');

function WebhookFields({ isNew }: IsNew) {
  return (
    <>
      <WebhookUrlField isNew={isNew} />
      <SelectField path="format" label="Format" hint="What the body of each request is" choices={formats} />
    </>
  );
}

function EmailFields() {
  return <TextField path="address" label="Address" type="email" placeholder="ops@example.com" required />;
}

const ownFields: Readonly<Record<ChannelType, ComponentType<IsNew>>> = {
  'slack-app': SlackAppFields,
  slack: urlFields('In Slack: your app → Incoming Webhooks → Add New Webhook to Workspace'),
  teams: urlFields(
    'In Teams: the channel’s menu → Workflows → “Send webhook alerts to a channel” → copy the URL that it shows at the end. Anyone has to be allowed to trigger it.',
  ),
  webhook: WebhookFields,
  email: EmailFields,
};

/** What is told, in groups. As long as nothing was changed it is what is usual for the type. */
function EventsField({ type }: { readonly type: ChannelType }) {
  const { value, error, set } = useField<readonly ChannelEvent[] | null>('events');
  return (
    <Fieldset legend="What is told">
      <Checkbox.Group
        aria-label="What is told"
        value={[...(value ?? defaultChannelEvents[type])]}
        error={error}
        onChange={(events) => set(events as ChannelEvent[])}
      >
        <Stack gap="md">
          {eventGroups.map(({ name, events }) => (
            <div key={name} role="group" aria-label={name}>
              <Text size="sm" fw={600} mb={6}>
                {name}
              </Text>
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing={8}>
                {events.map(([event, words]) => (
                  <Checkbox key={event} value={event} label={words} />
                ))}
              </SimpleGrid>
            </div>
          ))}
        </Stack>
      </Checkbox.Group>
    </Fieldset>
  );
}

function BoundFields() {
  return (
    <Fieldset legend="Which incidents">
      <Text size="sm" c="dimmed" mb="sm">
        Where one is chosen, incidents without one are not told. Calls are told in any case.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <SelectField
          path="from.priority"
          label="Least priority"
          choices={priorityChoices}
          placeholder="Any, or none"
          clearable
        />
        <SelectField
          path="from.severity"
          label="Least severity"
          choices={severityChoices}
          placeholder="Any, or none"
          clearable
        />
      </SimpleGrid>
    </Fieldset>
  );
}

const types = choicesFrom(channelTypeNames);

/** The form of a channel: what it is, where its messages go, and what is told. */
export function ChannelFields({ isNew }: FieldsProps) {
  const { value: type } = useField<ChannelType>('type');
  const Own = ownFields[type];
  return (
    <>
      <TextField path="name" label="Name" placeholder="#ops" required />
      <SelectField path="type" label="Type" hint={channelTypeAbout[type]} choices={types} disabled={!isNew} />
      <Own key={type} isNew={isNew} />
      <EventsField type={type} />
      <BoundFields />
    </>
  );
}
