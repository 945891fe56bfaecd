/**
 * Compiles a StringMatches pattern: `*` stands for any characters, `\*` and `\\` for themselves.
 * Linear in the text for every pattern: no backtracking to blow up.
 */
export function stringMatches(pattern: string): (text: string) => boolean {
  const [first, ...others] = pieces(pattern);
  const last = others.pop();
  if (first === undefined) return (text) => text === '';
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let position = first.length;
    for (const piece of others) {
      const found = text.indexOf(piece, position);
      if (found < 0) return false;
      position = found + piece.length;
    }
    return position <= text.length - last.length;
  };
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
