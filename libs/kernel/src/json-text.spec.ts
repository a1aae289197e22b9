import fc from 'fast-check';
import {
  carriedText,
  carryJson,
  compactJson,
  depthOf,
  indentedJson,
  isSpacedOut,
  itemsOf,
  membersOf,
  RawJson,
  writeJson,
} from './json-text.js';

const written = '{"10":1,"2":{"id":2868860079149422351,"v":5.0},"huge":[1e400,-0,1E+2],"2":0.10,"__proto__":{"a":1}}';

/** As monitors write it: with space anywhere between tokens, and more escapes than are needed. */
const spaced = fc
  .tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 1, '\t', ' \r\n'))
  .map(([value, space]) => JSON.stringify(value, null, space as number | string))
  .map((json) => ({ json, value: JSON.parse(json) as unknown }));
const escaped = (json: string): string =>
  json.replace(/[\u007f-\uffff]|\//g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('compactJson', () => {
  it('keeps numbers, keys and their order as they are written', () => {
    const loose = written.replace(/[:,]/g, ' $&\r\n\t').replace(/[{[]/g, '$& ');
    expect(compactJson(loose)).toBe(written);
    expect(compactJson(written)).toBe(written);
  });

  it.each([
    ['"\\u00e4 \\/ \\" \\\\"', '"ä / \\" \\\\"'],
    ['{"\\u00e4" : "a b"}', '{"ä":"a b"}'],
    [' [ "\\\\" , "\\\\\\"" ] ', '["\\\\","\\\\\\""]'],
    [' 12 ', '12'],
  ])('writes %s as %s', (json, compact) => expect(compactJson(json)).toBe(compact));

  it('shows every string with an escape to who wants to change it', () => {
    expect(compactJson('{"k\\u0000":["\\ud800","a"]}', (text) => text.replace(/[\0\ud800]/g, '?'))).toBe(
      '{"k?":["?","a"]}',
    );
  });

  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(spaced, ({ value, json }) => {
        expect(compactJson(json)).toBe(JSON.stringify(value));
        expect(compactJson(escaped(json))).toBe(JSON.stringify(value));
      }),
    );
  });
});

describe('membersOf and itemsOf', () => {
  it('cut out values as they are written', () => {
    expect([...membersOf(` {"a" :1.0 ,"b":"x,}\\"", "c":[1,{"d":2}],"\\u0061" : -1e1}\n`)]).toEqual([
      ['a', '-1e1'],
      ['b', '"x,}\\""'],
      ['c', '[1,{"d":2}]'],
    ]);
    expect(itemsOf(' [ 1.0 ,"a,]", [2 , 3], {"b":[]} ] ')).toEqual(['1.0', '"a,]"', '[2 , 3]', '{"b":[]}']);
    expect([itemsOf('[]'), itemsOf('[ ]'), [...membersOf('{ }')]]).toEqual([[], [], []]);
  });

  it('find what JSON.parse finds', () => {
    fc.assert(
      fc.property(spaced, ({ value, json }) => {
        if (Array.isArray(value)) expect(itemsOf(json).map((item) => JSON.parse(item) as unknown)).toEqual(value);
        else if (typeof value === 'object' && value !== null) {
          const members = [...membersOf(json)].map(([key, text]) => [key, JSON.parse(text) as unknown]);
          expect(Object.fromEntries(members)).toEqual(value);
        }
      }),
    );
  });
});

describe('isSpacedOut', () => {
  it.each([
    [' { "a b" : [ 1 , "\\"" ] }\n', '{"a b":[1,"\\""]}', true],
    ['{"a b":1}', '{"ab":1}', false],
    ['{"a":1.0}', '{"a":1}', false],
    ['{"a":1}', '{"a":1.0}', false],
    ['{"2":1,"1":1}', '{"1":1,"2":1}', false],
    ['"\\u00e4"', '"ä"', false],
    ['"\\\\"', '"\\\\"', true],
  ])('%s against %s: %s', (json, compact, expected) => expect(isSpacedOut(json, compact)).toBe(expected));

  it('knows whatever JSON.stringify spaces out', () => {
    fc.assert(fc.property(spaced, ({ value, json }) => expect(isSpacedOut(json, JSON.stringify(value))).toBe(true)));
  });

  it('takes for the same only what compactJson makes the same', () => {
    fc.assert(
      fc.property(spaced, spaced, ({ json }, { value }) => {
        expect(isSpacedOut(json, JSON.stringify(value))).toBe(compactJson(json) === JSON.stringify(value));
      }),
    );
  });
});

describe('depthOf', () => {
  it.each([
    ['1', 0],
    ['"[[["', 0],
    ['[]', 1],
    ['{"a":[{}],"b":1}', 3],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 100_000],
  ])('counts the levels of %s', (json, depth) => expect(depthOf(json)).toBe(depth));
});

describe('indentedJson', () => {
  it('breaks lines as JSON.stringify does', () => {
    fc.assert(
      fc.property(spaced, ({ value }) => {
        expect(indentedJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('leaves numbers alone', () => expect(indentedJson('{"v":[5.0]}')).toBe('{\n  "v": [\n    5.0\n  ]\n}'));
});

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
