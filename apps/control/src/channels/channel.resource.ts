import { newChannel } from '@ringdown/contracts';
import { defineResource } from '../configuration/index.js';

export const channelResource = defineResource({
  kind: 'channel',
  idKind: 'channel',
  path: 'channels',
  word: 'channel',
  input: newChannel,
  secrets: { url: 'urlSecret' },
});
