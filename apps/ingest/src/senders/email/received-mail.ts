import { z } from 'zod';

/** A mail as it is kept: all that is read of it, so that it can be read again. What is missing is nothing. */
export const receivedMail = z.object({
  /** As its header says: `Nagios <nagios@example.com>`. */
  from: z.string().default(''),
  to: z.string().default(''),
  subject: z.string().default(''),
  /** RFC 3339; null where its header says none. */
  date: z.string().nullable().default(null),
  messageId: z.string().nullable().default(null),
  /** Of HTML, what it says as text. */
  text: z.string().default(''),
  attachments: z.array(z.object({ name: z.string(), contentType: z.string(), bytes: z.number() })).default([]),
  /** Those that say how it came about, by their names in lower case; `return-path` is what the server was told, '' for none. */
  headers: z.record(z.string(), z.string()).default({}),
  /** What could not be read, a sentence each. */
  warnings: z.array(z.string()).default([]),
});
export type ReceivedMail = z.output<typeof receivedMail>;
