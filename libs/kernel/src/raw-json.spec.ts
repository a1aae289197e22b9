import { carriedText, carryJson, RawJson, writeJson } from './raw-json.js';

const text = '{"id":2868860079149422351,"v":5.0,"huge":1e400}';

describe('writeJson', () => {
  it('writes raw JSON as it stands, wherever it is', () => {
    const raw = new RawJson(text);
    expect(writeJson({ a: raw, b: [1, raw, new RawJson('"$&"')] })).toBe(`{"a":${text},"b":[1,${text},"$&"]}`);
    expect(writeJson(raw)).toBe(text);
  });

  it('is JSON.stringify for everything else', () => {
    const value = { a: '"\\u0000raw 0"', b: [null, 1.5], c: undefined };
    expect(writeJson(value)).toBe(JSON.stringify(value));
  });

  it('leaves JSON.stringify its own', () =>
    expect(JSON.stringify({ a: new RawJson('{"b":1.0}') })).toBe('{"a":{"b":1}}'));
});

describe('carryJson', () => {
  it.each(['null', '"x"', '0', '{"host":"db1","used":[0.5,null]}', '{"__proto__":{"a":1}}'])(
    'carries %s as a value',
    (json) => {
      const carried = carryJson(json);
      expect(carried).toEqual({ value: JSON.parse(json) as unknown, text: undefined });
      expect(carriedText(carried)).toBe(json);
    },
  );

  it.each([text, '5.0', '{"2":1,"1":2}', '{"a":1,"a":2}'])('carries %s as text', (json) => {
    expect(carryJson(json)).toEqual({ value: null, text: json });
    expect(carriedText(carryJson(json))).toBe(json);
  });

  it('takes what was left out for null', () => expect(carriedText({ value: undefined, text: undefined })).toBe('null'));
});
