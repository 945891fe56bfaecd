/** The parts of a YAML file that people wrote, as they wrote them. */
export interface Sections {
  /** The comment that the file opens with. */
  readonly header: string;
  /** The text below each key of the file, without the key. */
  readonly bodies: ReadonlyMap<string, string>;
}

const HEADER = /^(?:#.*\n)*/;
const SECTION = /^([A-Za-z]+):(.*\n(?:(?:[ -].*)?\n)*)/gm;

/** Cuts a YAML text at the keys of its topmost map. */
export function sectionsOf(text: string): Sections {
  const bodies = [...text.matchAll(SECTION)].map(([, key, body]) => [key!, body!] as const);
  return { header: HEADER.exec(text)![0], bodies: new Map(bodies) };
}

const HEADING = /^ {2}# --- (.+?) -+\n/m;

/** The text below each heading, `# --- Data ---`; what stands above the first is under ''. */
export function headingsOf(body: string): Map<string, string> {
  const [above = '', ...parts] = body.split(HEADING);
  const groups = new Map(above.trim() === '' ? [] : [['', above]]);
  for (let at = 0; at < parts.length; at += 2) groups.set(parts[at]!, parts[at + 1]!);
  return groups;
}
