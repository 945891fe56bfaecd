import { inOrder, type Matcher } from '../../../core/wildcards.ts';

/**
 * Compiles a StringMatches pattern: `*` stands for any characters, `\*` and `\\` for themselves.
 */
export function stringMatches(pattern: string): Matcher {
  return inOrder(pieces(pattern));
}

/** The literal texts between the wildcards. */
function pieces(pattern: string): string[] {
  const found = [''];
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index]!;
    const escaped = char === '\\' && (pattern[index + 1] === '*' || pattern[index + 1] === '\\');
    if (char === '*') found.push('');
    else found[found.length - 1] += escaped ? pattern[++index]! : char;
  }
  return found;
}
