import type { ConfigDocument, ConfigKind } from '@ringdown/contracts';
import type { ConfigMirror } from '@ringdown/platform-messaging';
import { IncidentConfiguration } from '../incidents/index.js';

type Documents = { [K in ConfigKind]?: readonly Partial<ConfigDocument<K>>[] };

/** A configuration that has arrived and says just this. Change it through `documents`. */
export function fixedConfiguration(documents: Documents) {
  const get = (kind: ConfigKind, id: string): unknown =>
    (documents[kind] as readonly { id?: string }[] | undefined)?.find((document) => document.id === id);
  const mirror = { ready: true, get, find: (kind: ConfigKind, id: string) => Promise.resolve(get(kind, id)) };
  return { documents, configuration: new IncidentConfiguration(mirror as unknown as ConfigMirror) };
}
