// What a simulated cloud holds: items with ids below a root, by folder and name. Names may be unique or not, with or without case.

export interface Item {
  readonly id: string;
  parent: string;
  name: string;
  /** Null: a folder. */
  bytes: Buffer | null;
  /** Counts changes of the content. */
  version: number;
  modifiedMs: number;
  mediaType: string;
  /** Made by somebody else than the app that asks. */
  isForeign?: boolean;
  isTrashed?: boolean;
}

export class Items {
  readonly root = 'root';
  readonly #items = new Map<string, Item>();
  readonly #fold: (name: string) => string;
  readonly #seed: number;
  #counter = 0;

  constructor(options: { readonly seed: number; readonly fold: (name: string) => string }) {
    this.#seed = options.seed;
    this.#fold = options.fold;
  }

  newId(prefix: string): string {
    this.#counter += 1;
    return `${prefix}${String(this.#seed)}${String(this.#counter).padStart(10, '0')}`;
  }

  get(id: string): Item | null {
    return this.#items.get(id) ?? null;
  }

  all(): readonly Item[] {
    return [...this.#items.values()];
  }

  children(parent: string): readonly Item[] {
    return this.all().filter((item) => item.parent === parent);
  }

  named(parent: string, name: string): readonly Item[] {
    return this.children(parent).filter((item) => this.#fold(item.name) === this.#fold(name));
  }

  /** Null: the root, or nothing; `ancestor`: a file stands where a folder should. */
  at(segments: readonly string[]): Item | 'root' | 'missing' | 'ancestor' {
    let here: Item | 'root' = 'root';
    for (const name of segments) {
      if (here !== 'root' && here.bytes !== null) return 'ancestor';
      const next: Item | undefined = this.named(here === 'root' ? this.root : here.id, name)[0];
      if (!next) return 'missing';
      here = next;
    }
    return here;
  }

  make(item: Omit<Item, 'version'>): Item {
    const made = { ...item, version: 1 };
    this.#items.set(made.id, made);
    return made;
  }

  remove(id: string): void {
    for (const child of this.children(id)) this.remove(child.id);
    this.#items.delete(id);
  }

  pathOf(item: Item): string {
    const parent = this.get(item.parent);
    return `${parent ? this.pathOf(parent) : ''}/${item.name}`;
  }

  /** By itself, or with a folder above it. */
  isInBin(item: Item): boolean {
    const parent = this.get(item.parent);
    return item.isTrashed === true || (parent !== null && this.isInBin(parent));
  }

  usedBytes(): number {
    let sum = 0;
    for (const { bytes } of this.#items.values()) sum += bytes?.length ?? 0;
    return sum;
  }

  /** Every file by its path. */
  files(): ReadonlyMap<string, Buffer> {
    const found = [...this.#items.values()].flatMap((item) =>
      item.bytes === null || this.isInBin(item) ? [] : [[this.pathOf(item), item.bytes] as const],
    );
    return new Map(found);
  }

  /** A file that somebody put there; missing folders are made. */
  put(path: string, bytes: Buffer, prefix: string): Item {
    const segments = path.split('/').filter((it) => it !== '');
    let parent = this.root;
    for (const name of segments.slice(0, -1)) {
      const there = this.named(parent, name)[0];
      parent = (there ?? this.make(this.#plain(prefix, parent, name, null))).id;
    }
    return this.make(this.#plain(prefix, parent, segments.at(-1) ?? '', bytes));
  }

  /** Somebody moves a file; missing folders are made. */
  move(from: string, to: string): void {
    const item = this.at(from.split('/').filter((it) => it !== ''));
    if (typeof item === 'string') throw new Error(`${from} is ${item}`);
    const marker = this.put(to, Buffer.alloc(0), 'moved');
    item.parent = marker.parent;
    item.name = marker.name;
    this.remove(marker.id);
  }

  #plain(prefix: string, parent: string, name: string, bytes: Buffer | null): Omit<Item, 'version'> {
    const mediaType = 'application/octet-stream';
    return { id: this.newId(prefix), parent, name, bytes, modifiedMs: 0, mediaType, isForeign: true };
  }
}

/** One byte in the middle is another one. */
export function spoilt(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[copy.length >> 1] = (copy[copy.length >> 1] ?? 0) ^ 1;
  return copy;
}
