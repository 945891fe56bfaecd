import { BlockList, isIP } from 'node:net';
import type { Json } from '../../../core/json.ts';
import { inOrder } from '../../../core/wildcards.ts';

/** Whether a leaf of an event - text, number, boolean, null - is what a pattern wants. */
export type Matches = (value: Json) => boolean;

/** What a pattern says of a value that is no such thing, in the words of AWS's library. */
class InvalidValue extends Error {}

/** A value, or the pattern's refusal where it is none. */
export function valued<Value>(make: () => Value, refuse: (reason: string) => never): Value {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    return refuse(error.message);
  }
}

export function equals(wanted: Json): Matches {
  return (value) => value === wanted;
}

export function startsOrEnds(kind: 'prefix' | 'suffix', affix: string): Matches {
  return (value) =>
    typeof value === 'string' &&
    (kind === 'prefix' ? value.startsWith(affix) : value.endsWith(affix));
}

export function ignoringCase(wanted: string): Matches {
  const lower = wanted.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === lower;
}

/**
 * `*` is any number of characters; a backslash takes its meaning from `*` and itself. Places count
 * the bytes of the value in its quotation marks.
 * @throws InvalidValue
 */
export function wildcard(pattern: string): Matches {
  const pieces = [''];
  const place = (index: number) => Buffer.byteLength(pattern.slice(0, index)) + 1;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index]!;
    if (character === '*') {
      if (pattern[index + 1] === '*') {
        throw new InvalidValue(`Consecutive wildcard characters at pos ${place(index)}`);
      }
      pieces.push('');
    } else if (character === '\\') {
      const escaped = pattern[index + 1];
      if (escaped !== '*' && escaped !== '\\') {
        throw new InvalidValue(`Invalid escape character at pos ${place(index)}`);
      }
      index += 1;
      pieces[pieces.length - 1] += escaped;
    } else {
      pieces[pieces.length - 1] += character;
    }
  }
  const matches = inOrder(pieces);
  return (value) => typeof value === 'string' && matches(value);
}

/** @throws InvalidValue */
export function cidr(argument: string): Matches {
  const parts = argument.replace(/\/+$/, '').split('/');
  if (parts.length !== 2) throw new InvalidValue("Malformed CIDR, one '/' required");
  const [address, mask] = parts as [string, string];
  if (!/^[+-]?\d+$/.test(mask)) {
    throw new InvalidValue('Malformed CIDR, mask bits must be an integer');
  }
  const bits = Number(mask);
  if (bits < 0) throw new InvalidValue('Malformed CIDR, mask bits must not be negative');
  const version = isIP(address);
  if (version === 0) throw new InvalidValue(`Nonstandard IP address: ${address}`);
  const most = version === 4 ? 32 : 128;
  if (bits >= most) throw new InvalidValue(`IPv${version} mask bits must be < ${most}`);
  const block = new BlockList();
  block.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6');
  return (value) => {
    if (typeof value !== 'string') return false;
    const family = isIP(value);
    return family === version && block.check(value, family === 4 ? 'ipv4' : 'ipv6');
  };
}

/**
 * A number by its text. One that a double does not hold as it is written cannot be compared.
 * @throws InvalidValue
 */
export function comparable(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && decimal(text) === decimal(String(value))) return value;
  throw new InvalidValue(`Cannot compare number : ${text}`);
}

/** `1.50e3`, `1500` and `15E+2` are all `15e2`. */
function decimal(text: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const zeros = digits.length - significant.length;
  return `${sign}${significant}e${Number(exponent) - fraction.length + zeros}`;
}
