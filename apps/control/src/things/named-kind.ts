import type { ConfigKind } from '@ringdown/contracts';

/** The kinds of things: they have a name, a row in `thing`, and who uses them. The others are kept by those that write them. */
export type NamedKind = Exclude<ConfigKind, 'test-mode' | 'settings'>;
