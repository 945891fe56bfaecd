import type { Match } from '../regex.ts';

/**
 * What a match is replaced by: `$0` is the match, `$1` and so on its groups, `$$` a dollar. A number
 * has no more digits than that of the last group, and one less where there is no such group.
 */
export function replacementOf(text: string, { match, groups }: Match): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', from)) {
    result += text.slice(from, at);
    from = at + 1;
    const next = text.charAt(from);
    if (next === '$' || next === '0') {
      result += next === '$' ? '$' : match;
      from += 1;
      continue;
    }
    const index = groupIndex(text, from, groups.length);
    if (index === undefined) result += '$';
    else {
      result += groups[index - 1] ?? '';
      from += String(index).length;
    }
  }
  return result + text.slice(from);
}

function groupIndex(text: string, from: number, groups: number): number | undefined {
  const digits = groups === 0 ? 1 : String(groups).length;
  const index = Number.parseInt(text.slice(from, from + digits), 10);
  const isBeyond = digits > 1 && index > groups;
  const known = isBeyond ? Number.parseInt(text.slice(from, from + digits - 1), 10) : index;
  return Number.isNaN(known) ? undefined : known;
}
