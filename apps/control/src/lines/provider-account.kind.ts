import { newProviderAccount } from '@ringdown/contracts';
import { thingKind } from '../things/index.js';

export const providerAccountKind = thingKind({
  kind: 'provider-account',
  idKind: 'providerAccount',
  path: 'provider-accounts',
  word: 'provider account',
  input: newProviderAccount,
  shapeField: 'provider',
  secrets: { authToken: 'authToken' },
});
