import { type Intrinsic, textArgument } from './intrinsic.ts';

/**
 * `States.StringSplit(text, delimiters)`: each character of `delimiters` splits, and empty parts
 * are left out, as Java's StringTokenizer does it (recorded).
 */
export const stringSplit: Intrinsic = {
  name: 'States.StringSplit',
  arity: [2, 2],
  call([first, second]) {
    const text = textArgument(first, 'first');
    const delimiters = new Set(textArgument(second, 'second'));
    const parts: string[] = [];
    let part = '';
    for (const char of text) {
      if (!delimiters.has(char)) part += char;
      else if (part !== '') {
        parts.push(part);
        part = '';
      }
    }
    return part === '' ? parts : [...parts, part];
  },
};
