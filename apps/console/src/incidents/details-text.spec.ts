import { detailsText } from './details-text.js';
import { asWritten } from './written-incident.js';

describe('detailsText', () => {
  it.each([
    ['null', ''],
    ['""', ''],
    ['"plain\\ntext"', 'plain\ntext'],
    ['0', '0'],
    ['{"disk":"97 %"}', '{\n  "disk": "97 %"\n}'],
  ])('writes %s as %j', (details, text) => expect(detailsText(details)).toBe(text));

  it('shows every digit that the API tells', () => {
    const answer = '{"id":"inc_1","details":{"id":2868860079149422351, "v":5.0}}';
    const incident = asWritten(answer);
    expect(incident.id).toBe('inc_1');
    expect(detailsText(incident.detailsJson)).toBe('{\n  "id": 2868860079149422351,\n  "v": 5.0\n}');
  });
});

it('shows nothing invisible of a text, though its JSON spells it as an escape', () => {
  expect(detailsText('"invoice\\u202egnp.exe"')).toBe('invoicegnp.exe');
  expect(detailsText('{"a":"\\u202e"}')).toContain('"\\u202e"');
});
