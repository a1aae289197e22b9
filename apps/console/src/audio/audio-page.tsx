import { Group, Text } from '@mantine/core';
import type { Audio } from '../api/resources.js';
import { useCollection, useResource } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { StoredAudio } from '../ui/audio-player.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { PageHeader } from '../ui/page-layout.js';
import { EmptyList, QueryView } from '../ui/query-view.js';
import { formatBytes } from './audio-file.js';
import { UploadAudio } from './upload-audio.js';

const columns: readonly Column<Audio>[] = [
  { title: 'File', cell: ({ name }) => <b>{name}</b> },
  { title: 'Size', cell: ({ bytes }) => formatBytes(bytes) },
  { title: 'Listen', cell: ({ id, name }) => <StoredAudio id={id} label={`Listen: ${name}`} /> },
];

function DeleteAudio({ file }: { readonly file: Audio }) {
  const { remove } = useResource<Audio>('audio');
  return (
    <ConfirmButton
      label="Delete"
      ariaLabel={`Delete ${file.name}`}
      question={`Delete ${file.name}?`}
      consequence="A file that a line plays cannot be deleted."
      onConfirm={() => remove(file.id)}
    />
  );
}

function Files({ files }: { readonly files: readonly Audio[] }) {
  const { configure } = useRights();
  if (files.length === 0) {
    return (
      <EmptyList
        title="No audio files yet"
        hint="Upload one here or in a line’s form, and choose it as one of the line’s messages."
      />
    );
  }
  return (
    <DataTable
      label="Audio files"
      items={files}
      columns={columns}
      {...(configure ? { actions: (file: Audio) => <DeleteAudio file={file} /> } : {})}
    />
  );
}

/** The files that lines can play instead of a text. */
export function AudioPage() {
  const files = useCollection<Audio>('audio');
  const { configure } = useRights();
  return (
    <>
      <PageHeader title="Audio files" about="What callers may hear instead of a text that is read out." />
      {configure ? (
        <Group mb="xs">
          <UploadAudio purpose="for any line" onUploaded={() => undefined} />
        </Group>
      ) : (
        <Text size="sm" c="dimmed" mb="md">
          An admin can upload more.
        </Text>
      )}
      <QueryView query={files}>{(items) => <Files files={items} />}</QueryView>
    </>
  );
}
