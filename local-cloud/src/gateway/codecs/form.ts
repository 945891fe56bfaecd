import type { HttpRequest } from '../dispatcher.ts';
import { checkTextSize } from './size.ts';

/** A form as a tree: `A.member.1.B=x` is `{ A: { member: [{ B: 'x' }] } }`, as XML would be read. */
export type FormTree = string | FormTree[] | { [key: string]: FormTree };

type Branch = Map<string, Branch | string>;

/** @throws RangeError when a name is both a value and a branch */
export function formTree(fields: Iterable<readonly [string, string]>): FormTree {
  const root: Branch = new Map();
  for (const [name, value] of fields) plant(root, name, value);
  return harvest(root);
}

function plant(root: Branch, name: string, value: string): void {
  const path = name.split('.');
  const leaf = path.pop() ?? '';
  let branch = root;
  for (const step of path) {
    let next = branch.get(step);
    if (next === undefined) {
      next = new Map();
      branch.set(step, next);
    }
    if (typeof next === 'string') throw new RangeError(`${name} is below a parameter with a value`);
    branch = next;
  }
  if (branch.has(leaf)) throw new RangeError(`The parameter ${name} is given twice`);
  branch.set(leaf, value);
}

/** Branches whose names are all numbers are lists, in the order of the numbers. */
function harvest(branch: Branch | string): FormTree {
  if (typeof branch === 'string') return branch;
  const names = [...branch.keys()];
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
    names.sort((a, b) => Number(a) - Number(b));
    return names.map((name) => harvest(branch.get(name)!));
  }
  return Object.fromEntries(names.map((name) => [name, harvest(branch.get(name)!)]));
}

/**
 * The fields of a form, from the body of a POST or the query of a GET.
 *
 * @throws SerializationException for too many
 */
export function formFields(request: HttpRequest): URLSearchParams {
  checkTextSize(request.body, '&');
  return new URLSearchParams(
    request.method === 'GET' ? request.query : Buffer.from(request.body).toString(),
  );
}
