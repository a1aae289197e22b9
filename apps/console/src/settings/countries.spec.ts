import { countryChoices } from './countries.js';

describe('countryChoices', () => {
  const choices = countryChoices('en');
  const codes = choices.map(({ value }) => value);
  it('names countries', () => expect(choices).toContainEqual({ value: 'DE', label: 'Germany (DE)' }));
  it('has them by name', () => expect(codes.indexOf('AF')).toBeLessThan(codes.indexOf('AL')));
  it.each(['EU', 'ZZ', 'UN', 'BU', 'YU', 'QQ'])('leaves out %s', (code) => expect(codes).not.toContain(code));
  it('has each once', () => expect(new Set(codes).size).toBe(codes.length));
  it('has about as many as there are', () => {
    expect(codes.length).toBeGreaterThan(230);
    expect(codes.length).toBeLessThan(265);
  });
});
