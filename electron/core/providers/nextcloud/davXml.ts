// The names of WebDAV in a tree of XML.
import type { XmlNode } from '../sdk/xmlTree';

export const DAV = 'DAV:';
export const OC = 'http://owncloud.org/ns';

export function childrenOf(node: XmlNode, namespace: string, name: string): readonly XmlNode[] {
  return node.children.filter((child) => child.name === `{${namespace}}${name}`);
}

export function childOf(node: XmlNode | undefined, namespace: string, name: string): XmlNode | undefined {
  return node && childrenOf(node, namespace, name)[0];
}
