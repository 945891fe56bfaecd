import type { Node } from '../ast.ts';
import type { StatesMember } from '../states.ts';
import { compile } from './compile.ts';
import { type Code, type Frame, UNBOUND } from './frame.ts';
import { FUNCTIONS } from './functions/index.ts';
import { unwrapped } from './names.ts';
import type { Address, Place } from './place.ts';

/** `$name`: bound in the expression, else of the state machine, else a function's name. */
export function compileVariable(name: string, place: Place): Code {
  if (name === '') return unwrapped;
  const outside = outsideOf(name);
  const addresses = place.addressesOf(name);
  if (addresses.length === 0) return outside;
  return (input, frame) => {
    const value = read(frame, addresses);
    return value === UNBOUND ? outside(input, frame) : value;
  };
}

/** A member of `$states`, which need not be made as a whole. */
export function compileStates(member: StatesMember): Code {
  return (_input, { run }) => run.scope[member];
}

function outsideOf(name: string): Code {
  if (name === '$') return (_input, { run }) => run.root;
  if (name === 'states') return (_input, { run }) => run.states;
  const builtIn = FUNCTIONS.get(name);
  return (_input, { run }) => {
    const { variables } = run.scope;
    return Object.hasOwn(variables, name) ? variables[name] : builtIn;
  };
}

function read(frame: Frame, addresses: readonly Address[]): unknown {
  for (const { hops, key } of addresses) {
    let at = frame;
    for (let left = hops; left > 0; left--) at = at.parent!;
    const value = (at.values as Record<number | string, unknown>)[key];
    const isBound = typeof key === 'number' ? value !== UNBOUND : value !== undefined;
    if (isBound) return value;
  }
  return UNBOUND;
}

/** `$name := value`, in the innermost frame. */
export function compileBind(node: Node, place: Place): Code {
  const code = compile(node.rhs!, place.below);
  const key = place.addressesOf(String((node.lhs as Node).value))[0]!.key;
  return (input, frame) => {
    const value = code(input, frame);
    (frame.values as Record<number | string, unknown>)[key] = value;
    return value;
  };
}
