import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Node } from 'yaml';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Template } from '../deploy/template.ts';
import { yaml } from '../deploy/yaml-document.ts';
import type { Project } from './project.ts';
import { isDefinedBy } from './reload/definitions.ts';
import { sourceDigests } from './sources.ts';

/** So many places are told at once. */
const MOST_TOLD = 10;
/** Bytes: no definition is larger. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const LARGEST = 2 ** 20;
/** In characters: of a longer file its name is told alone, since reading its lines would hold up others. */
const LONGEST_READ = 100_000;

const FORMAT = /\.(?:json|ya?ml)$/;

/** A file, and the location in it where the definition begins. */
interface Found {
  readonly file: string;
  readonly begin: string;
}

/**
 * Where in the project's files a state machine is defined as it is, `statemachines/tea.asl.json:12`: a file that
 * the template names, one that a framework has put into the template, or the template itself.
 *
 * @param locations as AWS says them, for example `/States/Brew/Catch[0]/Next`
 * @returns nothing where no file is known to be the definition's
 */
export function placesInDefinition(
  project: Project,
  template: Template,
  logicalId: string,
  locations: readonly string[],
): readonly string[] {
  const found = definitionOf(project, template, logicalId);
  if (found === undefined) return [];
  const name = relative(project.root, found.file);
  const text = textOf(found.file);
  if (text === undefined) return [];
  if (text.length > LONGEST_READ) return [name];
  const lineOf = linesOf(text);
  const places = locations.slice(0, MOST_TOLD).map((location) => {
    return `${name}:${lineOf(found.begin + location)}`;
  });
  return [...new Set(places)];
}

function definitionOf(project: Project, template: Template, logicalId: string): Found | undefined {
  const { root, origin } = project;
  const { Definition, DefinitionS3Location } = template.Resources[logicalId]?.Properties ?? {};
  const own = origin.kind === 'template' ? origin.template.file : undefined;
  if (own !== undefined && typeof DefinitionS3Location === 'string') {
    return { file: resolve(dirname(own), DefinitionS3Location), begin: '' };
  }
  for (const source of sourceDigests(project).keys()) {
    const file = join(root, source);
    const text = FORMAT.test(source) ? textOf(file) : undefined;
    if (text === undefined || !text.includes('StartAt')) continue;
    const value = source.endsWith('.json') ? undefined : objectIn(text);
    if (isDefinedBy(template, logicalId, text, value)) return { file, begin: '' };
  }
  if (own === undefined || Definition === undefined) return undefined;
  return { file: own, begin: `/Resources/${logicalId}/Properties/Definition` };
}

/** Undefined: it is too large for a definition, no file, or gone, and nothing is told of it. */
function textOf(file: string): string | undefined {
  try {
    return statSync(file).size > LARGEST ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** What a text in YAML says. Undefined: it is too long, wrong, or no object. */
function objectIn(text: string): JsonObject | undefined {
  if (text.length > LONGEST_READ) return undefined;
  try {
    const value: Json = yaml().parse(text, { logLevel: 'silent' });
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The lines of a text in JSON or YAML at which what stands at a location begins, as far as it is there. */
function linesOf(text: string): (location: string) => number {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  return (location) => lines.linePos(offsetOf(contents, location)).line;
}

/** Names may have slashes and brackets in them: the longest that is there is meant. */
function offsetOf(root: Node | null, location: string): number {
  const { isMap, isScalar, isSeq } = yaml();
  let [node, rest, offset] = [root, location, root?.range?.[0] ?? 0];
  for (;;) {
    if (isMap<Node, Node | null>(node)) {
      const [pair] = node.items
        .filter(({ key }) => isScalar(key) && begins(rest, `/${key.value}`))
        .sort((one, other) => String(other.key).length - String(one.key).length);
      if (pair === undefined) return offset;
      offset = pair.key.range?.[0] ?? offset;
      rest = rest.slice(String(pair.key).length + 1);
      node = pair.value;
    } else if (isSeq<Node>(node)) {
      const [whole, index] = /^\[(\d+)\]/.exec(rest) ?? [];
      const item = whole === undefined ? undefined : node.items[Number(index)];
      if (item === undefined) return offset;
      offset = item.range?.[0] ?? offset;
      rest = rest.slice(whole!.length);
      node = item;
    } else return offset;
  }
}

function begins(location: string, name: string): boolean {
  return location.startsWith(name) && /^($|[/[])/.test(location.slice(name.length));
}
