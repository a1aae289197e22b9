import { newContact } from '@ringdown/contracts';
import { thingKind } from '../things/index.js';

export const contactKind = thingKind({
  kind: 'contact',
  idKind: 'contact',
  path: 'contacts',
  word: 'contact',
  input: newContact,
});
