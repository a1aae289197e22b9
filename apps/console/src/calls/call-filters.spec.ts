import { filtersFrom, isFiltered } from './call-filters.js';

describe('filtersFrom', () => {
  it('reads an empty address as no filter', () => {
    const filters = filtersFrom(new URLSearchParams());
    expect(filters).toEqual({ lineId: '', outcome: '', caller: '', archived: false });
    expect(isFiltered(filters)).toBe(false);
  });
  it('reads all of them', () => {
    const filters = filtersFrom(new URLSearchParams('lineId=line_1&outcome=missed&caller=415&archived=true'));
    expect(filters).toEqual({ lineId: 'line_1', outcome: 'missed', caller: '415', archived: true });
    expect(isFiltered(filters)).toBe(true);
  });
  it('leaves out an outcome that does not exist', () =>
    expect(filtersFrom(new URLSearchParams('outcome=lost')).outcome).toBe(''));
});
