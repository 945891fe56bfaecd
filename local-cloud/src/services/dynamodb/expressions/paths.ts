import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { copyValue, type Item } from '../values/attribute-value.ts';
import type { Path } from './syntax.ts';

/** What stands at the path, if anything does. */
export function resolvePath(path: Path, item: Item): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const piece of path) {
    value = child(value, piece);
    if (value === undefined) return undefined;
  }
  return value;
}

export function child(parent: AttributeValue, piece: string | number): AttributeValue | undefined {
  if (typeof piece === 'number') return parent.L?.[piece];
  return parent.M !== undefined && Object.hasOwn(parent.M, piece) ? parent.M[piece] : undefined;
}

/**
 * The parts of an item that the paths lead to, in the item's own structure. List elements close
 * up: `a[0]` and `a[5]` yield a list of two.
 */
export function project(paths: readonly Path[], item: Item): Item {
  const root: Branch = { branches: new Map() };
  for (const path of paths) {
    const value = resolvePath(path, item);
    if (value !== undefined) graft(root, path, value);
  }
  return root.branches.size === 0 ? {} : (grow(root).M ?? {});
}

interface Branch {
  readonly branches: Map<string | number, Branch>;
  value?: AttributeValue;
}

function graft(root: Branch, path: Path, value: AttributeValue): void {
  let branch = root;
  for (const piece of path) {
    let next = branch.branches.get(piece);
    if (next === undefined) {
      next = { branches: new Map() };
      branch.branches.set(piece, next);
    }
    branch = next;
  }
  branch.value = value;
}

function grow(branch: Branch): AttributeValue {
  if (branch.value !== undefined) return copyValue(branch.value);
  const entries = [...branch.branches];
  if (typeof entries[0]![0] === 'number') {
    entries.sort(([a], [b]) => Number(a) - Number(b));
    return { L: entries.map(([, element]) => grow(element)) };
  }
  return { M: Object.fromEntries(entries.map(([name, member]) => [name, grow(member)])) };
}
