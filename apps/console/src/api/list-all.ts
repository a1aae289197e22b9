import { queryString } from './query-string.js';
import { request } from './request.js';
import type { Page } from './things.js';

const mostPages = 25;

/** Every item of a list of configuration, page after page. */
export async function listAll<Item>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: Page<Item> = await request('GET', `${path}${queryString({ limit: 200, cursor })}`);
    items.push(...answer.items);
    cursor = answer.nextCursor ?? null;
    if (cursor === null) break;
  }
  return items;
}
