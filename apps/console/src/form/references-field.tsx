import type { Named } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { choicesOf } from './choice.js';
import { ChoicesField } from './choices-field.js';
import type { FieldProps } from './field-props.js';

interface ReferencesFieldProps extends FieldProps {
  readonly of: string;
}

/** Any number of other things by their names. */
export function ReferencesField({ of, ...field }: ReferencesFieldProps) {
  const { data } = useCollection<Named>(of);
  return <ChoicesField {...field} choices={choicesOf(data ?? [])} />;
}
