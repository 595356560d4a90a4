// The files of the account and the upload area, in memory.
import { createHash } from 'node:crypto';

export interface FolderNode {
  readonly type: 'folder';
  readonly id: number;
  etag: string;
  readonly children: Map<string, TreeNode>;
}
export interface FileNode {
  readonly type: 'file';
  readonly id: number;
  readonly bytes: Buffer;
  readonly etag: string;
  readonly modifiedMs: number;
  readonly mediaType: string;
  /** `SHA256:…`, once somebody had it computed. */
  checksum: string | null;
}
export type TreeNode = FolderNode | FileNode;
export type Path = readonly string[];

export class Tree {
  #nextId = 100;
  readonly root: FolderNode = this.#folder();

  at(path: Path): TreeNode | null {
    let node: TreeNode | undefined = this.root;
    for (const name of path) node = node?.type === 'folder' ? node.children.get(name) : undefined;
    return node ?? null;
  }

  folderAt(path: Path): FolderNode | null {
    const node = this.at(path);
    return node?.type === 'folder' ? node : null;
  }

  makeFolder(path: Path): FolderNode {
    const made = this.#folder();
    this.#place(path, made);
    return made;
  }

  write(path: Path, bytes: Buffer, facts: { readonly modifiedMs: number; readonly mediaType: string }): FileNode {
    const before = this.at(path);
    const id = before?.type === 'file' ? before.id : this.#nextId++;
    const file: FileNode = { type: 'file', id, bytes, etag: this.#etag(), checksum: null, ...facts };
    this.#place(path, file);
    return file;
  }

  move(from: Path, to: Path): void {
    const node = this.at(from);
    if (!node) throw new Error('nothing to move');
    this.remove(from);
    this.#place(to, node);
  }

  remove(path: Path): void {
    this.folderAt(path.slice(0, -1))?.children.delete(path.at(-1) ?? '');
    this.#touch(path);
  }

  usedBytes(node: TreeNode = this.root): number {
    if (node.type === 'file') return node.bytes.length;
    return [...node.children.values()].reduce((sum, child) => sum + this.usedBytes(child), 0);
  }

  /** Every file by its path. */
  files(node: TreeNode = this.root, path = ''): ReadonlyMap<string, Buffer> {
    if (node.type === 'file') return new Map([[path, node.bytes]]);
    return new Map([...node.children].flatMap(([name, child]) => [...this.files(child, `${path}/${name}`)]));
  }

  #place(path: Path, node: TreeNode): void {
    const parent = this.folderAt(path.slice(0, -1));
    if (!parent) throw new Error('no parent folder');
    parent.children.set(path.at(-1) ?? '', node);
    this.#touch(path);
  }

  /** As in Nextcloud the tags of all folders above change too. */
  #touch(path: Path): void {
    for (let depth = 0; depth < path.length; depth++) {
      const folder = this.folderAt(path.slice(0, depth));
      if (folder) folder.etag = this.#etag();
    }
  }

  #folder(): FolderNode {
    return { type: 'folder', id: this.#nextId++, etag: this.#etag(), children: new Map() };
  }

  #etag(): string {
    return createHash('md5').update(String(this.#nextId++)).digest('hex');
  }
}
