import { type IdKind, idPrefixes } from '@ringdown/kernel';
import { monotonicFactory } from 'ulid';

const ulid = monotonicFactory();

/** `call_01k…`: readable prefix, then a ULID, which sorts by the time it was made (lower case: it stands in URLs). */
export const newId = (kind: IdKind): string => `${idPrefixes[kind]}_${ulid().toLowerCase()}`;
