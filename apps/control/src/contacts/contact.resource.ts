import { newContact } from '@ringdown/contracts';
import { defineResource } from '../configuration/index.js';

export const contactResource = defineResource({
  kind: 'contact',
  idKind: 'contact',
  path: 'contacts',
  word: 'contact',
  input: newContact,
});
