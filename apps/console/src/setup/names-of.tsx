import { useNames } from '../api/use-names.js';

interface NamesOfProps {
  readonly of: string;
  readonly ids: readonly string[];
}

/** The names of other things, in a row; a dash for none. */
export function NamesOf({ of, ids }: NamesOfProps) {
  const nameOf = useNames(of);
  return <>{ids.length === 0 ? '–' : ids.map(nameOf).join(', ')}</>;
}
