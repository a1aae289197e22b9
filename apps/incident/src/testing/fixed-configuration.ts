import type { ConfigDocument, ConfigKind } from '@ringdown/contracts';
import type { ConfigMirror } from '@ringdown/platform-messaging';
import { AlertRuleBook } from '../incidents/alert-rule-book.js';
import { IncidentConfiguration } from '../incidents/index.js';
import { StepReachFinder } from '../incidents/step-reach.js';

type Documents = { [K in ConfigKind]?: readonly Partial<ConfigDocument<K>>[] };

/** A configuration that has arrived and says just this. Change it through `documents`. */
export function fixedConfiguration(documents: Documents) {
  const get = (kind: ConfigKind, id: string): unknown =>
    (documents[kind] as readonly { id?: string }[] | undefined)?.find((document) => document.id === id);
  const mirror = {
    ready: true,
    get,
    find: (kind: ConfigKind, id: string) => Promise.resolve(get(kind, id)),
    onChange: (kind: ConfigKind, listener: (id: string, document: unknown) => void) => {
      for (const document of documents[kind] ?? []) listener((document as { id: string }).id, document);
    },
  };
  const asMirror = mirror as unknown as ConfigMirror;
  return {
    documents,
    configuration: new IncidentConfiguration(asMirror, new StepReachFinder(asMirror), new AlertRuleBook(asMirror)),
  };
}
