import { detailsText } from './details-text.js';

describe('detailsText', () => {
  it.each([
    [null, ''],
    [undefined, ''],
    ['plain', 'plain'],
    [0, '0'],
    [{ disk: '97 %' }, '{\n  "disk": "97 %"\n}'],
  ])('writes %j as %j', (details, text) => expect(detailsText(details)).toBe(text));
});
