import { formatInstant } from './format-instant.js';

/** A moment in the reader's own time zone; the exact one shows on hover. */
export function Instant({ at }: { readonly at: string }) {
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <time dateTime={at} title={exact.format(new Date(at))}>
      {formatInstant(at, { now: new Date() })}
    </time>
  );
}
