import { Fieldset, SimpleGrid, Stack, Text } from '@mantine/core';
import { type IntegrationType, numberRanges } from '@ringdown/contracts';
import type { Integration } from '../api/resources.js';
import { NumberField, SwitchField, TagsField, TextField } from '../form/fields.js';
import { useField } from '../form/form.js';

const { heartbeatMinutes, heartbeatGraceMinutes, incidentTimerMinutes, flappingOpens, flappingMinutes } = numberRanges;

function HeartbeatFields() {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'end' }}>
      <NumberField
        path="everyMinutes"
        label="Reports every"
        hint="As often as the job runs"
        range={heartbeatMinutes}
        unit="min"
        required
      />
      <NumberField
        path="graceMinutes"
        label="May be late by"
        hint="After that an incident opens"
        range={heartbeatGraceMinutes}
        unit="min"
      />
    </SimpleGrid>
  );
}

function SentryFields({ isStored }: { readonly isStored: boolean }) {
  const { value: removes } = useField<boolean>('removesClientSecret');
  const stored = 'One is stored, and is not shown. Leave this empty to keep it.';
  const none =
    'From the integration at Sentry. Then only what Sentry has signed with it is accepted. Empty: not checked.';
  return (
    <Stack gap="sm">
      {removes ? null : (
        <TextField path="clientSecret" label="Client secret" type="password" hint={isStored ? stored : none} />
      )}
      {isStored ? (
        <SwitchField
          path="removesClientSecret"
          label="Remove the stored secret"
          hint="Signatures are not checked any more."
        />
      ) : null}
    </Stack>
  );
}

function EmailFields() {
  return (
    <Stack gap="sm">
      <TagsField
        path="subjectWords.resolve"
        label="Words that resolve"
        hint="In brackets, or at the beginning of the subject, they say that the alert is over. Enter ends each."
        placeholder="The usual ones: [RESOLVED], OK:, RECOVERED: …"
        spaces
      />
      <TagsField
        path="subjectWords.trigger"
        label="Words that trigger"
        hint="They say that it begins, as does a mail without any word. All of them are left out of the title, by which mails belong together."
        placeholder="The usual ones: [FIRING], ALERT:, DOWN: …"
        spaces
      />
      <Text size="sm" c="dimmed">
        As long as both are empty the usual words count; as soon as you enter one, only yours do.
      </Text>
    </Stack>
  );
}

interface TypeFieldsProps {
  readonly type: IntegrationType;
  /** Null while it is new. */
  readonly integration: Integration | null;
}

/** What one type of monitor needs to be known besides; most need nothing. */
export function TypeFields({ type, integration }: TypeFieldsProps) {
  if (type === 'heartbeat') return <HeartbeatFields />;
  if (type === 'email') return <EmailFields />;
  return type === 'sentry' ? <SentryFields isStored={integration?.hasClientSecret ?? false} /> : null;
}

/** What incidents of an integration do by themselves. */
export function TimerFields() {
  return (
    <Fieldset legend="What incidents do by themselves">
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'end' }}>
          <NumberField
            path="ackTimeoutMinutes"
            label="An acknowledgement expires after"
            hint="Then the escalation begins again. Empty: never."
            range={incidentTimerMinutes}
            unit="min"
          />
          <NumberField
            path="resolveAfterMinutes"
            label="Resolve by itself after"
            hint="Without another event. Empty: never."
            range={incidentTimerMinutes}
            unit="min"
          />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          An alert that comes and goes is flapping: its incident notifies once, and nobody while it has recovered; it
          closes when nothing has come for the same time after that.
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'end' }}>
          <NumberField
            path="flapping.opens"
            label="Flapping from"
            hint="So often opened, it stays open until it is quiet. Empty: off."
            range={flappingOpens}
            unit="times"
          />
          <NumberField
            path="flapping.withinMinutes"
            label="Flapping within"
            hint="The time in which they count"
            range={flappingMinutes}
            unit="min"
          />
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}
