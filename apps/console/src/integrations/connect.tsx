import { Alert, Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Integration } from '../api/resources.js';
import { useRights } from '../app/session.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { CopyText } from '../ui/copy-text.js';
import { Section } from '../ui/page-layout.js';
import { connectionOf, filledGuide, renewalWords } from './connection.js';
import { knownType } from './integration-types.js';
import { useRotateToken } from './integrations.queries.js';

/** The instructions for each type of monitor, each fetched only where it is shown. */
const guides = import.meta.glob<string>(['../../../../docs/monitors/*.md', '!**/README.md'], {
  query: '?raw',
  import: 'default',
});
/** What is imported at a monitor, by its name: `zabbix-media-type.yaml`. */
const files = import.meta.glob<string>('../../../../docs/monitors/*.{yaml,json}', {
  query: '?url&no-inline',
  import: 'default',
  eager: true,
});
const filesFor = (type: string): readonly (readonly [name: string, url: string])[] =>
  Object.entries(files)
    .map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url] as const)
    .filter(([name]) => name.startsWith(`${knownType(type)}-`));
const guideFor = (type: string) => guides[`../../../../docs/monitors/${knownType(type)}.md`];

// eslint-disable-next-line no-restricted-syntax -- what reads Markdown stays out of what every page loads; it imports nothing of the console
const MarkdownText = lazy(() => import('../ui/markdown-text.js'));

/** How the monitor is set up, with this integration's own addresses; nothing where nobody has written it down. */
export function MonitorGuide({ integration }: { readonly integration: Integration }) {
  const load = guideFor(integration.type);
  const { data } = useQuery({
    queryKey: ['monitor-guide', knownType(integration.type)],
    // A page older than the console that is served now no longer finds it: it shows the addresses all the same.
    queryFn: () => load?.().catch(() => null) ?? null,
    staleTime: Infinity,
  });
  if (load === undefined || data === null) return null;
  const waiting = <Skeleton height={480} aria-label="Loading" />;
  return (
    <Section title="Instructions">
      {data === undefined ? (
        waiting
      ) : (
        <Stack gap="md">
          {filesFor(integration.type).map(([name, url]) => (
            <Anchor key={name} href={url} download={name} size="sm">
              Download {name}
            </Anchor>
          ))}
          <Suspense fallback={waiting}>
            <MarkdownText text={filledGuide(data, integration)} />
          </Suspense>
        </Stack>
      )}
    </Section>
  );
}

function RotateToken({ integration: { id, name, type } }: { readonly integration: Integration }) {
  const rotate = useRotateToken(id);
  const label = renewalWords(type);
  return (
    <ConfirmButton
      label={label}
      ariaLabel={`${label} for ${name}`}
      button={{ color: 'gray' }}
      question={`${label} for ${name}?`}
      consequence="The present one stops working at once. Enter the new one at the monitor right after."
      onConfirm={() => rotate.mutateAsync()}
    />
  );
}

/** What is entered at the monitor. */
export function Connect({ integration }: { readonly integration: Integration }) {
  const { configure } = useRights();
  const connection = connectionOf(integration);
  if (connection === null) {
    return (
      <Section title="Connect">
        <Text size="sm">
          Responders and admins see here how the monitor is connected, and below what it has sent: whoever knows its
          address can open incidents.
        </Text>
      </Section>
    );
  }
  const { given, problem } = connection;
  return (
    <Section title="Connect" actions={configure ? <RotateToken integration={integration} /> : undefined}>
      <Stack gap="md">
        {problem === null ? null : <Alert color="yellow">{problem}</Alert>}
        {given.map(({ label, value }) => (
          <div key={label}>
            <Text size="sm" c="dimmed" mb={2}>
              {label}
            </Text>
            <CopyText value={value} label={label} />
          </div>
        ))}
        {given.length === 0 ? null : (
          <Text size="xs" c="dimmed">
            Whoever knows it can open incidents here, and resolve them.
          </Text>
        )}
      </Stack>
    </Section>
  );
}
