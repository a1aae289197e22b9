import { Alert, Anchor, Text } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { callerAtStart, verificationWords } from '@ringdown/domain-calls';
import { Link, useParams } from 'react-router';
import { useRights } from '../app/session.js';
import { DeliveryList } from '../deliveries/delivery-list.js';
import { TextAreaField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { providerNames } from '../setup/account-values.js';
import { AudioPlayer } from '../ui/audio-player.js';
import { type Description, DescriptionList } from '../ui/description-list.js';
import { formatDuration } from '../ui/format-time.js';
import { Elapsed, Instant } from '../ui/instant.js';
import { BackLink, DetailColumns, PageHeader, Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { ArchiveButton, DeleteCall, SaveCaller } from './call-actions.js';
import { CallIncident } from './call-incident.js';
import { AttemptList, CallSteps } from './call-story.js';
import { useCall, useChangeCall } from './calls.queries.js';
import { OutcomeBadge } from './outcome-badge.js';

const instant = (at: string | null) => (at === null ? null : <Instant at={at} />);

function receiverWords({ receiver, status }: Call): string | null {
  if (receiver === null) return status === 'live' ? null : 'Nobody';
  return receiver.oncallName === null ? receiver.name : `${receiver.name}, on call for ${receiver.oncallName}`;
}

/** What is no phone number is shown as it was sent; a number, with what the carriers say of it. */
function numberDescription({ number, address, verification }: Call['caller']): readonly Description[] {
  return [
    address === null ? ['Number', number ?? 'Withheld'] : ['Address', address],
    ['Caller ID', verification && verificationWords(verification)],
  ];
}

function descriptionOf(call: Call): readonly Description[] {
  const line = (
    <Anchor component={Link} to={`/lines/${call.lineId}`} size="sm">
      {call.lineName}
    </Anchor>
  );
  return [
    ['Line', line],
    ['Caller', call.caller.name],
    ...numberDescription(call.caller),
    ['Answered by', receiverWords(call)],
    ['Called', instant(call.calledAt)],
    ['Answered', instant(call.answeredAt)],
    ['Ended', instant(call.endedAt)],
    ['Duration', call.status === 'live' ? <Elapsed since={call.calledAt} /> : formatDuration(call.duration)],
    [`${providerNames[call.provider]} call`, call.providerCallId],
  ];
}

function CallDescription({ call }: { readonly call: Call }) {
  return <DescriptionList items={descriptionOf(call)} />;
}

/** Voicemail and recording, where there are any. Both are fetched through the API, so the session is all it takes. */
function CallMedia({ call }: { readonly call: Call }) {
  const base = `/api/v1/calls/${encodeURIComponent(call.id)}`;
  return (
    <>
      {call.voicemail === null ? null : (
        <Section title={`Voicemail · ${formatDuration(call.voicemail.seconds)}`}>
          <AudioPlayer src={`${base}/voicemail`} label="Voicemail" />
          {call.voicemail.transcript === null ? null : (
            <Text size="sm" mt="sm" style={{ whiteSpace: 'pre-wrap' }}>
              “{call.voicemail.transcript}”
            </Text>
          )}
        </Section>
      )}
      {call.recording === null ? null : (
        <Section title={`Recording · ${formatDuration(call.recording.seconds)}`}>
          <AudioPlayer src={`${base}/recording`} label="Recording" />
        </Section>
      )}
    </>
  );
}

function CallNotes({ call }: { readonly call: Call }) {
  const { act } = useRights();
  const change = useChangeCall(call.id);
  if (!act) {
    return (
      <Text size="sm" style={{ whiteSpace: 'pre-wrap' }} {...(call.notes === '' ? { c: 'dimmed' } : {})}>
        {call.notes === '' ? 'No notes.' : call.notes}
      </Text>
    );
  }
  return (
    <Form
      initial={{ notes: call.notes }}
      bodyOf={({ notes }) => ({ notes })}
      contract={({ callChange }) => callChange}
      submitLabel={change.isSuccess ? 'Save again' : 'Save notes'}
      onSubmit={change.mutateAsync}
    >
      <TextAreaField path="notes" label="Notes for the next responder" />
      {change.isSuccess ? (
        <Text size="sm" c="dimmed" role="status">
          Saved.
        </Text>
      ) : null}
    </Form>
  );
}

const nothingSent = 'No message was sent. A line notifies the channels it names once a call is over.';

function MainColumn({ call }: { readonly call: Call }) {
  return (
    <>
      <Section title="What happened">
        <CallSteps call={call} />
      </Section>
      <Section title="Who was rung">
        <AttemptList attempts={call.attempts} />
      </Section>
    </>
  );
}

function SideColumn({ call }: { readonly call: Call }) {
  return (
    <>
      <Section title="Call">
        <CallDescription call={call} />
      </Section>
      <CallMedia call={call} />
      <Section title="Incident">
        <CallIncident call={call} />
      </Section>
      <Section title="Notes">
        <CallNotes call={call} />
      </Section>
      <DeliveryList of={{ callId: call.id }} none={nothingSent} />
    </>
  );
}

function Actions({ call }: { readonly call: Call }) {
  return (
    <>
      <SaveCaller call={call} />
      <ArchiveButton call={call} />
      <DeleteCall call={call} />
    </>
  );
}

function CallDetail({ call }: { readonly call: Call }) {
  return (
    <>
      <PageHeader
        title={callerAtStart(call.caller)}
        before={<BackLink to="/calls">Calls</BackLink>}
        about={<OutcomeBadge call={call} />}
        actions={<Actions call={call} />}
      />
      {call.archived ? (
        <Alert color="gray" mb="md" py="xs">
          This call is in the archive.
        </Alert>
      ) : null}
      <DetailColumns main={<MainColumn call={call} />} side={<SideColumn call={call} />} />
    </>
  );
}

export function CallPage() {
  const { id = '' } = useParams();
  return <QueryView query={useCall(id)}>{(call) => <CallDetail key={call.id} call={call} />}</QueryView>;
}
