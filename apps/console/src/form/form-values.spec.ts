import { valueAt, withValue } from './form-values.js';

const values = {
  name: 'a',
  layers: [
    { name: 'base', rotation: { every: 1 } },
    { name: 'top', rotation: { every: 2 } },
  ],
};

describe('valueAt', () => {
  it.each([
    ['name', 'a'],
    ['layers.1.rotation.every', 2],
    ['layers.5.name', undefined],
    ['name.first', undefined],
  ])('reads %s', (path, expected) => expect(valueAt(values, path)).toBe(expected));
});

describe('withValue', () => {
  it('changes one place and leaves the original alone', () => {
    const changed = withValue(values, 'layers.1.rotation.every', 7);
    expect(changed.layers[1]).toEqual({ name: 'top', rotation: { every: 7 } });
    expect(values.layers[1]?.rotation.every).toBe(2);
  });
  it('keeps a list a list and untouched parts the same', () => {
    const changed = withValue(values, 'layers.0.name', 'floor');
    expect(Array.isArray(changed.layers)).toBe(true);
    expect(changed.layers[1]).toBe(values.layers[1]);
  });
  it('makes a missing parent', () =>
    expect(withValue({}, 'incident.trigger', 'all')).toEqual({ incident: { trigger: 'all' } }));
});
