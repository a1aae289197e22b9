import { dictionary } from '@zxcvbn-ts/language-common';

/** 49,000 passwords that leaked most often, in small letters; the 10,000 commonest are the first of them. */
const common = new Set(dictionary['passwords-common']);

export const commonPassword = 'choose another one: it is among the commonest passwords, which are tried first';

/** Whether a password is one that attackers try first, however it is spaced and whichever letters are capital. */
export const isCommonPassword = (password: string): boolean =>
  common.has(password.normalize('NFKC').replace(/\s/g, '').toLowerCase());
