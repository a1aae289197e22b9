import { asWritten } from './dead-letters.queries.js';

it('keeps the data of each dead letter to the digit', () => {
  const letter = (id: string, data: string) => `{"id": "${id}", "consumer": "c", "data": ${data}}`;
  const answer = `{"items": [${letter('dead_2', '{"id": 2868860079149422351}')}, ${letter('dead_1', '"no JSON"')}], "nextCursor": null, "missing": ["ingest"]}`;

  const { items, ...page } = asWritten(answer);
  expect(items.map(({ id, dataJson }) => [id, dataJson])).toEqual([
    ['dead_2', '{"id":2868860079149422351}'],
    ['dead_1', '"no JSON"'],
  ]);
  expect(page).toEqual({ nextCursor: null, missing: ['ingest'] });
});

it('reads an empty list', () => {
  expect(asWritten('{"items":[],"nextCursor":null,"missing":[]}').items).toEqual([]);
});
