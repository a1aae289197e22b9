import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Named } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { useRights } from '../app/session.js';
import { DataTable } from '../ui/data-table.js';
import { EmptyList } from '../ui/empty-list.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import type { Resource } from './resource.js';
import { type Editing, ResourceEditor } from './resource-editor.js';
import { RowActions } from './row-actions.js';

interface ResourcePageProps<Item extends Named, Values extends object> {
  readonly resource: Resource<Item, Values>;
}

/** List, create, edit, delete: the page of every kind of configuration. */
export function ResourcePage<Item extends Named, Values extends object>({ resource }: ResourcePageProps<Item, Values>) {
  const { path, title, one, about, empty, columns } = resource;
  const [editing, setEditing] = useState<Editing<Item> | null>(null);
  const { configure } = useRights();
  const things = useCollection<Item>(path);
  const newButton = configure ? <Button onClick={() => setEditing({ item: null })}>{`New ${one}`}</Button> : undefined;
  const actions = (item: Item) => <RowActions resource={resource} item={item} onEdit={() => setEditing({ item })} />;
  return (
    <>
      <PageHeader title={title} about={about} actions={newButton} />
      <QueryView query={things}>
        {(items) =>
          items.length === 0 ? (
            <EmptyList title={`No ${title.toLowerCase()} yet`} hint={empty}>
              {newButton}
            </EmptyList>
          ) : (
            <DataTable label={title} items={items} columns={columns} {...(configure ? { actions } : {})} />
          )
        }
      </QueryView>
      <ResourceEditor resource={resource} editing={editing} onClose={() => setEditing(null)} />
    </>
  );
}
