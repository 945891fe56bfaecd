/** The least width that text is folded to: below it, it is not readable. */
const NARROWEST = 8;

/**
 * Text in lines of at most `width` characters, broken at a space where there is one, or after `-`,
 * `,`, `/` or `:`. Without a width, in the lines that it has. Control characters, which would steer the
 * terminal, are shown as �.
 */
export function fold(text: string, width: number | undefined): string[] {
  const lines = text.replaceAll('\t', '  ').split(/\r?\n/);
  return lines.flatMap((line) => foldLine(line.replace(/\p{Cc}/gu, '\ufffd'), width));
}

function foldLine(line: string, width = Number.POSITIVE_INFINITY): string[] {
  const room = Math.max(width, NARROWEST);
  const folded: string[] = [];
  let rest = line;
  while (rest.length > room) {
    const at = breakIn(rest, room);
    folded.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...folded, rest];
}

/** Where a line that is too long ends. */
function breakIn(line: string, room: number): number {
  const space = line.lastIndexOf(' ', room);
  if (space > room / 2) return space;
  const at = /^.*[-,/:]/su.exec(line.slice(0, room))?.[0].length ?? 0;
  if (at > room / 3) return at;
  return space > 0 ? space : room;
}
