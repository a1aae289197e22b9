import { Button, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useParams } from 'react-router';
import type { Line, Message } from '../api/resources.js';
import { useNames } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { StoredAudio } from '../ui/audio-player.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { BackLink, DetailColumns, PageHeader, Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { ConnectNumber } from './connect-number.js';
import { LineSettings, RingPlan } from './line-settings.js';
import { LineStateBadge } from './lines-page.js';
import { useDeleteLine, useLine, useSaveLine } from './lines.queries.js';
import { PreviewPanel } from './preview-panel.js';
import { TestModePanel } from './test-mode-panel.js';

function LineActions({ line }: { readonly line: Line }) {
  const { configure } = useRights();
  const save = useSaveLine(line.id);
  const remove = useDeleteLine(line.id);
  const navigate = useNavigate();
  if (!configure) return null;
  return (
    <>
      {save.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {save.error.message}
        </Text>
      )}
      {line.enabled ? (
        <ConfirmButton
          label="Disable"
          button={{ variant: 'default', color: 'gray', size: 'sm' }}
          question={`Disable ${line.name}?`}
          consequence="Callers will hear that this number is not in use, and nobody is rung."
          onConfirm={() => save.mutateAsync({ enabled: false })}
        />
      ) : (
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate({ enabled: true })}>
          Enable
        </Button>
      )}
      <Button component={Link} to={`/lines/${line.id}/edit`}>
        Edit
      </Button>
      <ConfirmButton
        label="Delete"
        button={{ variant: 'subtle', size: 'sm' }}
        question={`Delete ${line.name}?`}
        consequence={`Calls to ${line.number} will no longer be answered. Its call log stays.`}
        onConfirm={async () => {
          await remove.mutateAsync();
          await navigate('/lines');
        }}
      />
    </>
  );
}

const titles = [
  ['welcome', 'Welcome'],
  ['noOneOnCall', 'No one on call'],
  ['noAnswer', 'No answer'],
] as const;

function LineMessage({ title, message }: { readonly title: string; readonly message: Message }) {
  const fileName = useNames('audio');
  const manner =
    message.type === 'text' ? `${message.language}, ${message.voice}` : `audio file ${fileName(message.audioId)}`;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title} · {manner}
      </Text>
      {message.type === 'text' ? (
        <Text size="sm">“{message.text}”</Text>
      ) : (
        <StoredAudio id={message.audioId} label={`Listen: ${title}`} />
      )}
    </div>
  );
}

function LineMessages({ messages }: { readonly messages: Line['messages'] }) {
  return (
    <Stack gap="sm">
      {titles.map(([key, title]) => (
        <LineMessage key={key} title={title} message={messages[key]} />
      ))}
    </Stack>
  );
}

function MainColumn({ line }: { readonly line: Line }) {
  return (
    <>
      <Section title="Test mode">
        <TestModePanel line={line} />
      </Section>
      <Section title="Who would be rung">
        <PreviewPanel lineId={line.id} />
      </Section>
      <Section title="Connect the number">
        <ConnectNumber line={line} />
      </Section>
      <Section title="Messages">
        <LineMessages messages={line.messages} />
      </Section>
    </>
  );
}

function SideColumn({ line }: { readonly line: Line }) {
  return (
    <>
      <Section title="Who is rung">
        <RingPlan line={line} />
      </Section>
      <Section title="Settings">
        <LineSettings line={line} />
      </Section>
    </>
  );
}

function LineDetail({ line }: { readonly line: Line }) {
  return (
    <>
      <PageHeader
        title={line.name}
        before={<BackLink to="/lines">Lines</BackLink>}
        about={
          <>
            {line.number} <LineStateBadge line={line} />
          </>
        }
        actions={<LineActions line={line} />}
      />
      <DetailColumns main={<MainColumn line={line} />} side={<SideColumn line={line} />} />
    </>
  );
}

export function LinePage() {
  const { id = '' } = useParams();
  return <QueryView query={useLine(id)}>{(line) => <LineDetail line={line} />}</QueryView>;
}
