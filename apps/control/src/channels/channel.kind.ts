import { newChannel } from '@ringdown/contracts';
import { thingKind } from '../things/index.js';

export const channelKind = thingKind({
  kind: 'channel',
  idKind: 'channel',
  path: 'channels',
  word: 'channel',
  input: newChannel,
  secrets: { url: 'urlSecret' },
});
