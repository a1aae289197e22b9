/** A map that drops its oldest entries: the simulator's state is in memory and must not grow without limit. */
export class BoundedMap<Key, Value> {
  private readonly entries = new Map<Key, Value>();

  constructor(
    private readonly limit: number,
    private readonly mayDrop: (value: Value) => boolean = () => true,
    private readonly onDropped: (value: Value) => void = () => undefined,
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
      if (!this.mayDrop(old)) continue;
      this.entries.delete(oldKey);
      this.onDropped(old);
      return;
    }
  }
}
