import { uniquePrefix } from './unique-prefix.js';

describe('uniquePrefix', () => {
  it('is different each time and safe as a name', () => {
    const names = Array.from({ length: 100 }, () => uniquePrefix('inbox'));
    expect(new Set(names).size).toBe(100);
    for (const name of names) expect(name).toMatch(/^inbox_[0-9a-f]{12}$/);
  });
});
