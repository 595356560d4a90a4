// PROPFIND: the question read strictly with a parser that the client does not use, the answer written by hand.
import { XMLParser } from 'fast-xml-parser';
import { davError, escapeXml, multistatus } from './answers';
import type { FileNode, FolderNode, TreeNode } from './tree';
import { header, type Call } from './world';

type Prop = readonly [namespace: string, local: string];
const DAV = 'DAV:';
const OC = 'http://owncloud.org/ns';
const PREFIX: Readonly<Record<string, string>> = { [DAV]: 'd', [OC]: 'oc', 'http://nextcloud.org/ns': 'nc' };

const USUAL: readonly Prop[] = [
  'resourcetype',
  'getcontentlength',
  'getetag',
  'getlastmodified',
  'quota-available-bytes',
  'quota-used-bytes',
  'getcontenttype',
].map((it) => [DAV, it]);

export interface Listed {
  readonly href: string;
  readonly node: TreeNode;
  readonly permissions?: string;
}

export interface Space {
  readonly used: number;
  readonly free: number;
}

/** `children` is asked for only at depth 1. */
export function answerPropfind(call: Call, self: Listed, children: () => readonly Listed[], space: Space): Response {
  const depth = header(call, 'depth');
  if (depth !== '0' && depth !== '1') return davError(depth === null ? 400 : 403, 'BadRequest', 'Depth must be 0 or 1');
  const wanted = call.body.length === 0 ? USUAL : readProps(call.body.toString('utf8'));
  if (wanted === null) return davError(400, 'BadRequest', 'This XML document is not valid');
  const all = depth === '1' ? [self, ...children()] : [self];
  return multistatus(all.map((it) => responseOf(it, wanted, space)));
}

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', processEntities: false });

type Scope = Readonly<Record<string, string>>;
type Element = Readonly<Record<string, unknown>>;

function readProps(text: string): readonly Prop[] | null {
  if (text.includes('<!') || !isBalanced(text)) return null;
  const propfind = childOf(asElement(parser.parse(text)), {}, 'propfind');
  const prop = propfind && childOf(propfind.element, propfind.scope, 'prop');
  if (!propfind) return null;
  if (!prop) return USUAL;
  const props = Object.entries(prop.element)
    .filter(([tag]) => !tag.startsWith('@') && tag !== '#text')
    .map(([tag, value]) => nameIn(tag, scopeOf(asElement(value), prop.scope)));
  return props.length === 0 ? USUAL : props;
}

/** The parser itself lets tags pass that nobody closed. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const [, slash, name, end] of text.matchAll(/<(\/?)([\w:.-]+)[^<>]*?(\/?)>/g)) {
    if (slash === '/' && open.pop() !== name) return false;
    if (slash === '' && end === '' && name !== undefined) open.push(name);
  }
  return open.length === 0;
}

function asElement(value: unknown): Element {
  return typeof value === 'object' && value !== null ? (value as Element) : {};
}

/** The child of that name in the namespace of WebDAV. */
function childOf(parent: Element, outer: Scope, local: string): { element: Element; scope: Scope } | null {
  for (const [tag, value] of Object.entries(parent)) {
    const element = asElement(value);
    const scope = scopeOf(element, outer);
    const [namespace, name] = nameIn(tag, scope);
    if (namespace === DAV && name === local) return { element, scope };
  }
  return null;
}

/** Prefixes declared here on top of those from outside. */
function scopeOf(element: Element, outer: Scope): Scope {
  const declared = Object.entries(element).filter(([name]) => name === '@xmlns' || name.startsWith('@xmlns:'));
  return { ...outer, ...Object.fromEntries(declared.map(([name, value]) => [name.slice(7), String(value)])) };
}

function nameIn(tag: string, scope: Scope): Prop {
  const colon = tag.indexOf(':');
  return [scope[colon < 0 ? '' : tag.slice(0, colon)] ?? '', tag.slice(colon + 1)];
}

function responseOf({ href, node, permissions }: Listed, wanted: readonly Prop[], space: Space): string {
  const found: string[] = [];
  const missing: string[] = [];
  for (const prop of wanted) {
    const value = valueOf(prop, node, permissions, space);
    const name = nameOf(prop);
    if (value === null) missing.push(`<${name}/>`);
    else found.push(value === '' ? `<${name}/>` : `<${name}>${value}</${name}>`);
  }
  const part = (props: readonly string[], status: string) =>
    props.length === 0
      ? ''
      : `<d:propstat><d:prop>${props.join('')}</d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat>`;
  return `<d:response><d:href>${escapeXml(href)}</d:href>${part(found, '200 OK')}${part(missing, '404 Not Found')}</d:response>`;
}

function nameOf([namespace, local]: Prop): string {
  const prefix = PREFIX[namespace];
  return prefix === undefined ? `x:${local} xmlns:x="${escapeXml(namespace)}"` : `${prefix}:${local}`;
}

function valueOf(
  [namespace, local]: Prop,
  node: TreeNode,
  permissions: string | undefined,
  space: Space,
): string | null {
  if (namespace === OC) {
    if (local === 'fileid') return String(node.id);
    if (local === 'permissions') return permissions ?? null;
    if (local === 'checksums' && node.type === 'file' && node.checksum !== null)
      return `<oc:checksum>${node.checksum}</oc:checksum>`;
    return local === 'size' && node.type === 'file' ? String(node.bytes.length) : null;
  }
  if (namespace !== DAV) return null;
  if (local === 'getetag') return `&quot;${node.etag}&quot;`;
  if (local === 'displayname') return '';
  return node.type === 'file' ? fileValue(local, node) : folderValue(local, node, space);
}

function fileValue(local: string, file: FileNode): string | null {
  if (local === 'resourcetype') return '';
  if (local === 'getcontentlength') return String(file.bytes.length);
  if (local === 'getcontenttype') return escapeXml(file.mediaType);
  return local === 'getlastmodified' ? new Date(file.modifiedMs).toUTCString() : null;
}

function folderValue(local: string, _folder: FolderNode, space: Space): string | null {
  if (local === 'resourcetype') return '<d:collection/>';
  if (local === 'quota-available-bytes') return String(space.free);
  if (local === 'quota-used-bytes') return String(space.used);
  return local === 'getlastmodified' ? new Date(0).toUTCString() : null;
}
