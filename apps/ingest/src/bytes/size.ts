import { DomainError } from '@ringdown/kernel';

/** Of a body, also after it was unpacked. */
export const maxBodyBytes = 512 * 1024;

export const tooLarge = (): DomainError =>
  new DomainError('too-large', 'The body is larger than 512 KiB. Send less in it, for example a link to the details.');
