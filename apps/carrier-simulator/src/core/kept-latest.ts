/** A map that forgets its oldest entries: the simulator lives in memory and must not grow for ever. */
export class KeptLatest<Key, Value> {
  private readonly entries = new Map<Key, Value>();

  constructor(
    private readonly limit: number,
    private readonly mayGo: (value: Value) => boolean = () => true,
    private readonly onGone: (value: Value) => void = () => undefined,
  ) {}

  get(key: Key): Value | undefined {
    return this.entries.get(key);
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }

  values(): IterableIterator<Value> {
    return this.entries.values();
  }

  set(key: Key, value: Value): void {
    this.entries.set(key, value);
    if (this.entries.size <= this.limit) return;
    for (const [oldKey, old] of this.entries) {
      if (!this.mayGo(old)) continue;
      this.entries.delete(oldKey);
      this.onGone(old);
      return;
    }
  }
}
