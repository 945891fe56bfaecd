import type { CollectionTag, Scalar, ScalarTag, Tags } from 'yaml';
import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { numberIn, readJson } from '../core/json-number.ts';
import { firstProblem, yaml, yamlDocument } from './yaml-document.ts';

/** What YAML writes as `!Name`; the full form of all but two is `Fn::Name`. */
const SHORT_FORMS = [
  ...['And', 'Base64', 'Cidr', 'Condition', 'Contains', 'EachMemberEquals', 'EachMemberIn'],
  ...['Equals', 'FindInMap', 'GetAZs', 'GetAtt', 'If', 'ImportValue', 'Join', 'Not', 'Or'],
  ...['Ref', 'RefAll', 'Select', 'Split', 'Sub', 'Transform', 'ValueOf', 'ValueOfAll'],
];

/**
 * Reads the text of a template: JSON, or YAML 1.1 with the short forms of the intrinsic functions,
 * which become their full forms. Dates stay text, as in CloudFormation, and numbers keep their digits.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 *
 * @throws UserError that names the source and the place
 */
export function readTemplateText(text: string, source: string): Json {
  const isJson = isJsonText(text);
  const most = isJson ? LARGEST_JSON : LARGEST_YAML;
  if (text.length > most) {
    throw new UserError(`${source} has more than ${most} characters`, {
      why: 'CloudFormation takes no longer template, and Step Functions no longer definition.',
      fix: 'Make several of it, or write definitions that it holds into files of their own.',
    });
  }
  return isJson ? readJsonText(text, source) : readYaml(text, source);
}

/** A text that begins as an object of JSON does. YAML that begins so is JSON, too, as good as always. */
export function isJsonText(text: string): boolean {
  return /^\s*\{/.test(text);
}

const LARGEST_YAML = 1_000_000;
/** Frameworks write it with blanks that they do not send. */
const LARGEST_JSON = 2_000_000;

function readJsonText(text: string, source: string): Json {
  try {
    return readJson(text);
  } catch (error) {
    throw new UserError(`${source} is not JSON`, { why: (error as Error).message, cause: error });
  }
}

function readYaml(text: string, source: string): Json {
  const { visit } = yaml();
  // Of a name that is there twice CloudFormation takes the last, as of JSON.
  const unlike = { customTags, merge: false, uniqueKeys: false, prettyErrors: false };
  const document = yamlDocument(text, { schema: 'yaml-1.1', ...unlike });
  const problem = firstProblem(document);
  if (problem !== undefined) throw notYaml(problem, source, placeIn(text, problem.pos[0]));
  visit(document, {
    Pair: (_key, { key }) => asWritten(key),
    Scalar: (_key, scalar) => exact(scalar),
  });
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // Aliases that lead nowhere, or to too much.
    throw notYaml(error as Error, source);
  }
}

function notYaml(problem: Error, source: string, place = ''): UserError {
  const what = problem.message.replace(
    'Unresolved tag',
    'There is no function with the short form',
  );
  return new UserError(`${source} is not YAML that CloudFormation takes`, {
    why: what + place,
    cause: problem,
  });
}

/** Of the first problem alone: for each of many it would take as long as to read all. */
function placeIn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  const column = before.at(-1)!.length + 1;
  const line = text.split('\n', before.length).at(-1)!;
  return ` at line ${before.length}, column ${column}:\n${line.slice(0, LONGEST_LINE).trim()}`;
}

/** Characters that are shown of it. */
const LONGEST_LINE = 120;

/** The name of a member is text, also where it reads like a number or a boolean. */
function asWritten(key: unknown): void {
  if (yaml().isScalar(key) && key.source !== undefined) key.value = key.source;
}

/** A number that is written as in JSON keeps its digits. */
function exact(scalar: Scalar): void {
  const { value, source = '' } = scalar;
  if (typeof value === 'number' && JSON_NUMBER.test(source)) scalar.value = numberIn(source);
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** YAML 1.1 has `y` and `n` too; CloudFormation does not read them as booleans. */
const BOOLEAN: ScalarTag = {
  default: true,
  tag: 'tag:yaml.org,2002:bool',
  test: /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON|false|False|FALSE|no|No|NO|off|Off|OFF)$/,
  resolve: (text) => /^(?:t|y|on)/i.test(text),
};

/** Not a number: `!Join [., [a, b]]` joins by a dot. */
const DOT: ScalarTag = {
  default: true,
  tag: 'tag:yaml.org,2002:str',
  test: /^\.$/,
  resolve: (text) => text,
};

function customTags(tags: Tags): Tags {
  const unwanted = new Set(['bool', 'timestamp', 'binary', 'omap', 'pairs', 'set', 'merge']);
  const wanted = tags.filter((tag) => {
    const name = typeof tag === 'string' ? tag : tag.tag;
    return !unwanted.has(name.split(':').at(-1)!);
  });
  return [BOOLEAN, DOT, ...wanted, ...SHORT_FORMS.flatMap(shortForm)];
}

function shortForm(name: string): (ScalarTag | CollectionTag)[] {
  const tag = `!${name}`;
  const full = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const { Pair, Scalar, YAMLMap } = yaml();
  const ofNode = (node: unknown) => {
    const call = new YAMLMap();
    call.items = [new Pair(new Scalar(full), node)];
    return call;
  };
  return [
    { tag, resolve: (text) => ({ [full]: name === 'GetAtt' ? attribute(text) : text }) },
    { tag, collection: 'seq', resolve: ofNode },
    { tag, collection: 'map', resolve: ofNode },
  ];
}

/** `!GetAtt Resource.Some.Attribute`: the first dot parts the two. */
function attribute(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
