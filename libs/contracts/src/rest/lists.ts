import { z } from 'zod';

/** `?limit=50&cursor=…` */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const queryFlag = z.enum(['true', 'false']).transform((flag) => flag === 'true');
