import { Button, Group, Select, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import type { IntegrationEvent } from '@ringdown/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../api/problem.js';
import { codeStyles } from '../form/fields.js';
import { errorsByPath, errorsElsewhere } from '../form/field-errors.js';
import { useFormAround } from '../form/form.js';
import { Raw } from '../incidents/incident-details.js';
import { formatInstant } from '../ui/format-time.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { QueryView } from '../ui/query-view.js';
import { alertTitle, bodyText, isJson } from './event-words.js';
import { Foreseen } from './foreseen.js';
import { type IntegrationValues, mappingBody } from './integration-values.js';
import { foreseeDraft, useIntegrationEvent, useIntegrationEvents } from './integrations.queries.js';

const pasted = 'pasted';
const example = JSON.stringify(
  {
    alert: { id: 'disk-42', name: 'Disk is full', state: 'firing', level: 'critical', message: '97 % used' },
    host: 'db-1',
  },
  null,
  2,
);

const eventLabel = ({ receivedAt, alerts, refusal }: IntegrationEvent): string => {
  const what = refusal === null ? alertTitle(alerts[0]?.title ?? '') : 'Refused';
  return `${formatInstant(receivedAt, { now: new Date() })} · ${what}`;
};

/** What is sent for a trial: a received event by its id, or a text as a monitor would send it. */
const sentOf = (source: string, sample: string) =>
  source === pasted
    ? { body: sample, ...(isJson(sample) ? { contentType: 'application/json' } : {}) }
    : { eventId: source };

function EventBody({ integrationId, eventId }: { readonly integrationId: string; readonly eventId: string }) {
  return (
    <QueryView query={useIntegrationEvent(integrationId, eventId)} rows={3}>
      {({ body, isBase64 }) => <Raw text={isBase64 ? body : bodyText(body)} />}
    </QueryView>
  );
}

interface TrialResultProps {
  readonly trial: {
    readonly data: { readonly dryRun: Parameters<typeof Foreseen>[0]['dryRun']; readonly mapping: string } | undefined;
    readonly error: Error | null;
  };
  /** The mapping as it stands in the fields now. */
  readonly present: string;
}

function TrialResult({ trial: { data, error }, present }: TrialResultProps) {
  const elsewhere =
    error instanceof Problem
      ? Object.entries(errorsElsewhere(errorsByPath(error.errors), ['mapping'])).map(([path, message]) => ({
          path,
          message,
        }))
      : [];
  return (
    <>
      <ProblemAlert title="That did not work" error={error} errors={elsewhere} />
      {data === undefined ? null : (
        <>
          {data.mapping === present ? null : (
            <Text size="sm" c="dimmed">
              The templates have changed since. Try again to see what comes of it now.
            </Text>
          )}
          <Foreseen dryRun={data.dryRun} />
        </>
      )}
    </>
  );
}

interface TrialProps {
  /** Null while it is new. */
  readonly integrationId: string | null;
  readonly received: readonly IntegrationEvent[];
  /** What it is tried on at first. */
  readonly first: string;
}

function Trial({ integrationId, received, first }: TrialProps) {
  const { values, showErrors } = useFormAround<IntegrationValues>();
  const [source, setSource] = useState(first);
  const [sample, setSample] = useState(example);
  const mapping = mappingBody(values.mapping);
  const trial = useMutation({
    mutationFn: async () => ({
      dryRun: await foreseeDraft({
        type: 'custom',
        mapping,
        ...(integrationId === null ? {} : { integrationId }),
        ...sentOf(source, sample),
      }),
      mapping: JSON.stringify(mapping),
    }),
    onSuccess: () => showErrors('mapping', []),
    onError: (error) => {
      if (!(error instanceof Problem)) return;
      showErrors(
        'mapping',
        error.errors.filter(({ path }) => path.startsWith('mapping')),
      );
    },
  });
  const choose = (next: string | null): void => {
    setSource(next ?? pasted);
    trial.reset();
  };
  const choices = received.map((event) => ({ value: event.id, label: eventLabel(event) }));
  const isListed = source === pasted || choices.some(({ value }) => value === source);
  return (
    <Stack gap="sm" role="group" aria-label="Try it">
      <Select
        label="Try it on"
        description="What the monitor sends, or has sent. Nothing happens."
        data={[
          { value: pasted, label: 'A sample that you paste' },
          ...(isListed ? [] : [{ value: source, label: 'The event that you chose' }]),
          ...choices,
        ]}
        allowDeselect={false}
        value={source}
        onChange={choose}
      />
      {source === pasted || integrationId === null ? (
        <Textarea
          label="Sample"
          description="Paste what your monitor sends over this example."
          autosize
          minRows={6}
          maxRows={16}
          spellCheck={false}
          styles={codeStyles}
          value={sample}
          onChange={(event) => setSample(event.currentTarget.value)}
        />
      ) : (
        <EventBody integrationId={integrationId} eventId={source} />
      )}
      <Group>
        <Button variant="light" loading={trial.isPending} onClick={() => trial.mutate()}>
          Try
        </Button>
      </Group>
      <TrialResult trial={trial} present={JSON.stringify(mapping)} />
    </Stack>
  );
}

interface MappingTrialProps {
  readonly integrationId: string | null;
  /** The event to begin with; else it is the last one. */
  readonly eventId: string | null;
}

/** Shows what comes of the templates as they are typed, of a sample or of what was received; nothing happens. */
export function MappingTrial({ integrationId, eventId }: MappingTrialProps) {
  const { data, isLoading } = useIntegrationEvents(integrationId);
  if (isLoading) return <Skeleton height={320} aria-label="Loading" />;
  const received = data?.pages.flatMap(({ items }) => items) ?? [];
  return <Trial integrationId={integrationId} received={received} first={eventId ?? received[0]?.id ?? pasted} />;
}
