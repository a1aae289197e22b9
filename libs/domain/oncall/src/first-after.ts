/** The index of the first of the ascending `limits` that lies after `value`; their number where none does. */
export function firstAfter(limits: readonly number[], value: number): number {
  let low = 0;
  let high = limits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((limits[middle] ?? Infinity) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
