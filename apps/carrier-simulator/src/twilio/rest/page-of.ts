import type { Asked } from '../../http/answer.js';

const defaultSize = 50;

/** A list as the REST API pages it. */
export function pageOf({ path, query }: Asked, name: string, all: readonly object[]): object {
  const size = Math.min(1000, Math.max(1, Number(query.get('PageSize') ?? defaultSize)));
  const page = Math.max(0, Number(query.get('Page') ?? 0));
  const uri = (n: number): string => `${path}?PageSize=${size}&Page=${n}`;
  const more = all.length > (page + 1) * size;
  const items = all.slice(page * size, (page + 1) * size);
  return {
    [name]: items,
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(0, items.length - 1),
    uri: uri(page),
    first_page_uri: uri(0),
    next_page_uri: more ? uri(page + 1) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
  };
}
