import { type ConfigDocument, newProviderAccount } from '@ringdown/contracts';
import { invalidFields } from '@ringdown/kernel';
import type { SecretCipher } from '@ringdown/platform-config';
import { takesSigningKeys } from '@ringdown/telephony';
import type { z } from 'zod';
import { defineResource } from '../configuration/index.js';

type Document = ConfigDocument<'provider-account'>;
type StoredKeys = NonNullable<Document['signingKeys']>;
type GivenKeys = NonNullable<Extract<z.infer<typeof newProviderAccount>, { provider: 'twilio' }>['signingKeys']>;

export const providerAccountResource = defineResource({
  kind: 'provider-account',
  idKind: 'providerAccount',
  path: 'provider-accounts',
  word: 'provider account',
  input: newProviderAccount,
  shapeField: 'provider',
  secrets: { authToken: 'authToken' },
  // kept by `complete` where a change does not name them
  ownFields: ['signingKeys'],
  complete({ signingKeys, ...input }, before, { cipher }) {
    if (!takesSigningKeys(input['provider'])) return input;
    const known = (takesSigningKeys(before?.provider) && before?.signingKeys) || [];
    return {
      ...input,
      signingKeys: signingKeys === undefined ? known : encryptedKeys(signingKeys as GivenKeys, known, cipher),
    };
  },
  answer: ({ signingKeys, ...document }) =>
    takesSigningKeys(document.provider)
      ? { ...document, signingKeys: (signingKeys ?? []).map(({ id }) => ({ id })) }
      : document,
});

/** The list as it is given; an id alone stands for the key that is stored under it. */
function encryptedKeys(given: GivenKeys, known: StoredKeys, cipher: SecretCipher): StoredKeys {
  const keys = given.map(({ id, key }) => {
    const keySecret = key === undefined ? known.find((one) => one.id === id)?.keySecret : cipher.encrypt(key);
    return { id, keySecret };
  });
  const missing = keys.flatMap(({ id, keySecret }, n) =>
    keySecret === undefined
      ? [{ path: `signingKeys.${n}.key`, message: `expected the key, as none is stored under the id ${id}` }]
      : [],
  );
  if (missing.length > 0) throw invalidFields(missing);
  return keys as StoredKeys;
}
