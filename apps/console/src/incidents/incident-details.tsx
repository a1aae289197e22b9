import { Anchor, Code, Stack, Text } from '@mantine/core';
import type { CallPayload, Incident } from '@ringdown/contracts';
import { callerAtStart } from '@ringdown/domain-calls';
import { isWebUrl } from '@ringdown/kernel';
import { Link } from 'react-router';
import { type Description, DescriptionList } from '../ui/description-list.js';
import { formatDuration } from '../ui/format-time.js';
import { Instant } from '../ui/instant.js';
import { asCallPayload, detailsText } from './incident-text.js';
import type { WrittenIncident } from './incidents.queries.js';

function CallLink({ id }: { readonly id: string }) {
  return (
    <Anchor component={Link} to={`/calls/${id}`} size="sm">
      Steps and recording
    </Anchor>
  );
}

function descriptionOf({ details, teams }: CallPayload, isLinked: boolean): readonly Description[] {
  const { call, caller, receiver, liveCallRouting } = details;
  return [
    ['Caller', callerAtStart({ ...caller, address: null })],
    ['Line', `${liveCallRouting.name} (${liveCallRouting.number})`],
    ['Called', <Instant key="called" at={call.calledAt} />],
    ['Answered', call.answeredAt === null ? 'Not answered' : <Instant key="answered" at={call.answeredAt} />],
    [
      'Answered by',
      receiver === null ? null : [receiver.name, receiver.oncallName].filter(Boolean).join(', on call for '),
    ],
    ['Duration', formatDuration(call.duration)],
    ['Notes', details.details === '' ? null : details.details],
    ['Teams', teams?.length > 0 ? teams.join(', ') : null],
    ['Call', isLinked ? <CallLink key="call" id={details.callId} /> : 'Unlinked or deleted'],
  ];
}

interface CallPayloadDescriptionProps {
  readonly payload: CallPayload;
  /** The calls that the incident has now; the one of the payload may have been unlinked. */
  readonly callIds: readonly string[];
}

function CallPayloadDescription({ payload, callIds }: CallPayloadDescriptionProps) {
  return <DescriptionList items={descriptionOf(payload, callIds.includes(payload.details.callId))} />;
}

/** A body as it was written. */
export function Raw({ text }: { readonly text: string }) {
  return (
    <Code
      block
      style={{ maxHeight: 480, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      tabIndex={0}
    >
      {text}
    </Code>
  );
}

function IncidentLink({ text, href }: Incident['links'][number]) {
  const words = text.trim() === '' ? href : text;
  if (!isWebUrl(href)) return words;
  return (
    <Anchor href={href} size="sm" target="_blank" rel="noreferrer noopener" style={{ overflowWrap: 'anywhere' }}>
      {words}
    </Anchor>
  );
}

/** Where to read on, as whoever reported it says. What it names comes from outside: only web addresses can be clicked. */
export function IncidentLinks({ links }: Pick<Incident, 'links'>) {
  if (links.length === 0) return null;
  return (
    <Stack gap={4} component="ul" mt={0} mb="md" p={0} style={{ listStyle: 'none' }} aria-label="Links">
      {links.map((link, index) => (
        <Text key={index} size="sm" component="li">
          <IncidentLink {...link} />
        </Text>
      ))}
    </Stack>
  );
}

export function IncidentDetails({ incident }: { readonly incident: WrittenIncident }) {
  const text = detailsText(incident.detailsJson);
  const payload = asCallPayload(incident.details);
  if (payload !== null) {
    return (
      <Stack>
        <CallPayloadDescription payload={payload} callIds={incident.callIds} />
        <details>
          <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
            The whole payload as JSON
          </Text>
          <Raw text={text} />
        </details>
      </Stack>
    );
  }
  if (text === '') {
    return (
      <Text size="sm" c="dimmed">
        The report had no body.
      </Text>
    );
  }
  return <Raw text={text} />;
}
