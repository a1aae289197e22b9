import type { IntegrationType } from '@ringdown/contracts';
import { type CompiledMapping, compileMapping } from '@ringdown/domain-mapping';
import { readEmail, readHeartbeat, readMapped, readSent, senders, type SentHeaders } from '../senders/index.js';
import type { IntegrationDocument } from './integration-tokens.js';
import type { Read } from './receiver.js';

/** What decides how an integration reads. */
type Reader = Pick<IntegrationDocument, 'type' | 'mapping' | 'subjectWords'>;

/** Whose body an integration expects where the address does not tell. */
export const expectedOf = ({ type }: Pick<Reader, 'type'>): IntegrationType | null =>
  type === 'heartbeat' || type === 'email' ? type : (senders.find((sender) => sender.type === type)?.type ?? null);

/**
 * How an integration reads what it is sent; `expected` says whose it should be, where the address tells. One that has a mapping reads
 * everything by it, except at the address of a sender.
 */
export const readFor =
  ({ type, mapping, subjectWords }: Reader, expected: IntegrationType | null, headers: SentHeaders): Read =>
  (sent) => {
    if (expected === 'heartbeat') return readHeartbeat(sent);
    if (expected === 'email') return readEmail(sent, subjectWords);
    return type === 'custom' && mapping && expected === null
      ? readMapped(sent, compiled(mapping), headers)
      : readSent(sent, { type: expected, headers });
  };

type Mapping = NonNullable<IntegrationDocument['mapping']>;

/** Compiled once for each document of an integration, which is replaced as a whole where it changes. */
const compiledMappings = new WeakMap<Mapping, CompiledMapping>();

function compiled(mapping: Mapping): CompiledMapping {
  const known = compiledMappings.get(mapping) ?? compileMapping(mapping);
  compiledMappings.set(mapping, known);
  return known;
}
