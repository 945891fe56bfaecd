import type { AwsCaller } from '../../src/client/aws-caller.ts';

/** Something that a service holds: a table, a queue, ... */
export interface Thing {
  readonly name: string;
  /** What the service's operations know it by: its name, ARN or URL. */
  readonly id: string;
}

/** What is known of it, in AWS's words. */
export type Facts = readonly (readonly [name: string, value: string])[];

/** What it holds, as a table: of each row the cells, and what is shown once it is picked. */
export interface Contents {
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly cells: readonly string[];
  whole(): Promise<string>;
}

/** What can be done with it: nothing that cannot be undone without a warning. */
export interface Act {
  readonly label: string;
  readonly fields: readonly Field[];
  /** What is lost: asked about before. */
  readonly warning?: string;
  /** Gives what to show of the answer. */
  run(aws: AwsCaller, thing: Thing, given: Readonly<Record<string, string>>): Promise<string>;
}

export interface Field {
  readonly name: string;
  /** Of many lines, as JSON is. */
  readonly isLong?: true;
  /** What stands there at first, which may come from its facts. */
  readonly first?: string | ((facts: Facts) => string);
}

/** A kind of things, and how AWS's own APIs tell of them. */
export interface Kind {
  /** In the address and on the screen: `tables`. */
  readonly name: string;
  list(aws: AwsCaller): Promise<readonly Thing[]>;
  facts(aws: AwsCaller, thing: Thing): Promise<Facts>;
  /** What its contents are called, and how they are read. */
  readonly holds?: {
    readonly title: string;
    /** Reading is an act of its own, as it is told here: only when asked for. */
    readonly asks?: string;
    read(aws: AwsCaller, thing: Thing): Promise<Contents>;
  };
  readonly acts: readonly Act[];
}

/** So many rows of contents are read. */
export const MOST = 200;

interface Paged {
  readonly service: string;
  readonly operation: string;
  readonly input?: object;
  /** The member of the output that lists, and those that lead to the next page. */
  readonly list: string;
  readonly next?: readonly [output: string, input: string];
}

/** Everything that an operation lists, page by page. */
export async function every<Item>(aws: AwsCaller, paged: Paged): Promise<Item[]> {
  const { service, operation, input, list, next = ['NextToken', 'NextToken'] } = paged;
  const items: Item[] = [];
  let from: unknown;
  do {
    const asked = { ...input, ...(from !== undefined && { [next[1]]: from }) };
    const page = await aws.call<Record<string, unknown>>(service, operation, asked);
    items.push(...((page[list] as Item[] | undefined) ?? []));
    from = page[next[0]];
  } while (from !== undefined && from !== '');
  return items;
}

/** What a message to a FIFO queue or topic needs besides. */
export function groupOf(name: string): object {
  if (!name.endsWith('.fifo')) return {};
  return { MessageGroupId: 'console', MessageDeduplicationId: crypto.randomUUID() };
}

/** Those members of an answer that it has, each in one line. */
export function told(answer: object, names: readonly string[]): Facts {
  return names.flatMap((name) => {
    const value = (answer as Readonly<Record<string, unknown>>)[name];
    return value === undefined || value === '' ? [] : [[name, inOneLine(value)] as const];
  });
}

export function inOneLine(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function row(cells: readonly unknown[], whole: unknown): Row {
  const shown = cells.map((cell) => (cell === undefined ? '' : inOneLine(cell)));
  const text = typeof whole === 'string' ? whole : JSON.stringify(whole, null, 2);
  return { cells: shown, whole: async () => text };
}

/** What bytes say, given as base64: text, or how many they are. */
export function textOf(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return `${bytes.length.toLocaleString('en')} bytes that are no text`;
  }
}
