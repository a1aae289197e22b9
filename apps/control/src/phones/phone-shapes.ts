import { instant } from '@ringdown/contracts';
import { z } from 'zod';

/** `POST /users/:id/phone/verify` */
export const phoneVerification = z.object({ via: z.enum(['sms', 'voice']) }).strict();
export const sentPhoneCode = z.object({
  via: z.enum(['sms', 'voice']),
  /** An ellipsis and the last four digits. */
  sentTo: z.string(),
  expiresAt: instant,
});

/** `POST /users/:id/phone/confirm` */
export const phoneConfirmation = z
  .object({
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/, 'enter the six digits that were sent'),
  })
  .strict();
