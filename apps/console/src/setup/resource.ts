import type { ComponentType } from 'react';
import type { Named } from '../api/things.js';
import type { Column } from '../ui/data-table.js';

/** All that one setup page needs to know of the things it lists. */
export interface Resource<Item extends Named, Values extends object> {
  /** The collection in the API, without slashes: `users`. */
  readonly path: string;
  readonly title: string;
  /** One of them in a sentence: `person`. */
  readonly one: string;
  readonly about: string;
  /** What to do when there is none yet. */
  readonly empty: string;
  /** What deleting one leads to. */
  readonly deletion: string;
  readonly columns: readonly Column<Item>[];
  readonly blank: Values;
  readonly valuesOf: (item: Item) => Values;
  /** The input for the API; a new thing has fields that a change may not name. */
  readonly bodyOf: (values: Values, isNew: boolean) => unknown;
  readonly Fields: ComponentType<FieldsProps>;
  readonly Actions?: ComponentType<{ readonly item: Item }>;
  /** Shown once, right after creation. */
  readonly Created?: ComponentType<{ readonly item: Item }>;
  /** False where one cannot be changed, only made and deleted. */
  readonly editable?: boolean;
}

export interface FieldsProps {
  readonly isNew: boolean;
  /** Null while it is new. */
  readonly id: string | null;
}
