import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectionTag, Pair, parseDocument, Scalar, type ScalarTag, YAMLMap } from 'yaml';
import { CompositionError } from './composition-error.ts';
import { type Choices, type Regions, refuseChoice, refuseRegion } from './limits.ts';
import { refuseLongNames } from './names.ts';
import { type Recipients, refuseMissing } from './recipients.ts';

/** The wiring of one workflow: `workflows/<workflow>.yml`. */
export interface Fragment {
  /** Shared fragments it needs: `workflows/shared/<name>.yml`. */
  readonly requires: readonly string[];
  /** Where it can be deployed, and why there. */
  readonly regions: Regions;
  /** Its parameters that take a few values. */
  readonly choices: Choices;
  /** The parameters that name who gets its mails, and what for: `${param:<name>}`. */
  readonly recipients: Recipients;
  readonly functions: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface Suite extends Omit<Fragment, 'requires' | 'regions'> {
  /** The sections of the CloudFormation template. */
  readonly template: Readonly<Record<string, unknown>>;
}

const SECTIONS = [
  'regions',
  'recipients',
  'choices',
  'functions',
  'conditions',
  'resources',
  'outputs',
] as const;

/** What the framework hands to a function that makes a part of its configuration. */
export interface Framework {
  readonly options: { readonly param?: unknown; readonly region?: string };
  /** The value of a variable, as it stands between `${` and `}`. */
  resolveVariable(variable: string): Promise<unknown>;
}

/**
 * `${file(./serverless/workflows.cjs):service}`, which the framework asks for before it knows any
 * parameter but those of its command line. With the stage it is the name of the stack.
 */
export function service({ options }: Pick<Framework, 'options'>): string {
  return workflowParam(options.param) ?? 'workflows';
}

/**
 * `${file(./serverless/workflows.cjs):suite}`: osls and Serverless v4 both pass the CLI options and
 * a way to ask for variables.
 */
export async function suite({ options, resolveVariable }: Framework): Promise<Suite> {
  const directory = join(import.meta.dirname, '../workflows');
  const workflow = workflowParam(options.param);
  const fragments = withRequired(directory, chosen(directory, workflow));
  const composed = merged(fragments);
  const region = options.region ?? String(await resolveVariable('self:provider.region'));
  for (const [name, { regions }] of fragments) {
    refuseRegion(name, regions, region);
  }
  const stage = await resolveVariable('self:provider.stage');
  refuseLongNames(composed, `${service({ options })}-${stage}`);
  const parameter = async (name: string) => {
    const value = await resolveVariable(`param:${name}, ''`);
    return value === '' ? undefined : String(value);
  };
  for (const name of Object.keys(composed.choices)) {
    refuseChoice(composed.choices, name, await parameter(name));
  }
  await refuseMissing(composed.recipients, parameter);
  return composed;
}

/** Puts together the named workflow, or all of them, and the shared fragments they require. */
export function compose(directory: string, workflow?: string): Suite {
  return merged(withRequired(directory, chosen(directory, workflow)));
}

function merged(fragments: ReadonlyMap<string, Fragment>): Suite {
  const conditions = merge(fragments, 'conditions');
  const resources = merge(fragments, 'resources');
  const outputs = merge(fragments, 'outputs');
  return {
    choices: merge(fragments, 'choices') as Choices,
    recipients: merge(fragments, 'recipients') as Recipients,
    functions: merge(fragments, 'functions'),
    conditions,
    resources,
    outputs,
    template: {
      // CloudFormation's reference knows no section that is empty.
      ...(Object.keys(conditions).length > 0 && { Conditions: conditions }),
      Resources: resources,
      Outputs: outputs,
    },
  };
}

/** The workflow of that name, or all of them. */
function chosen(directory: string, workflow?: string): readonly string[] {
  const names = workflowNames(directory);
  if (workflow === undefined) return names;
  if (names.includes(workflow)) return [workflow];
  throw new CompositionError(
    `There is no workflow "${workflow}". The workflows are: ${names.join(', ')}.`,
  );
}

/** The workflows there are: `workflows/*.yml`. */
export function workflowNames(directory: string): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.yml'))
    .map((file) => file.slice(0, -'.yml'.length))
    .sort();
}

/** `--param workflow=<name>`: osls gives the list of all params, v4 also a single text. */
function workflowParam(param: unknown): string | undefined {
  const params = [param ?? []].flat().map(String);
  const given = params.findLast((text) => text.startsWith('workflow='));
  return given?.slice('workflow='.length).trim();
}

/** The fragments of these workflows and those they require, by name: `tea`, `shared/kettle`. */
export function withRequired(
  directory: string,
  workflows: readonly string[],
): Map<string, Fragment> {
  const fragments = new Map<string, Fragment>();
  const add = (name: string, neededBy?: string) => {
    if (fragments.has(name)) return;
    const fragment = readFragment(directory, name, neededBy);
    fragments.set(name, fragment);
    for (const required of fragment.requires) add(`shared/${required}`, name);
  };
  for (const workflow of workflows) add(workflow);
  return fragments;
}

function readFragment(directory: string, name: string, neededBy?: string): Fragment {
  const file = join(directory, `${name}.yml`);
  if (!existsSync(file)) {
    throw new CompositionError(
      `workflows/${neededBy}.yml requires workflows/${name}.yml: no file.`,
    );
  }
  const content = parseYaml(readFileSync(file, 'utf8'), `workflows/${name}.yml`);
  const unknown = Object.keys(content).find(
    (key) => key !== 'requires' && !SECTIONS.some((section) => section === key),
  );
  if (unknown !== undefined) {
    throw new CompositionError(
      `workflows/${name}.yml has "${unknown}"; a fragment has requires, ${SECTIONS.join(', ')}.`,
    );
  }
  const sections = Object.fromEntries(SECTIONS.map((section) => [section, {}]));
  return { requires: [], ...sections, ...content } as Fragment;
}

function merge(
  fragments: ReadonlyMap<string, Fragment>,
  section: (typeof SECTIONS)[number],
): Record<string, unknown> {
  const owners = new Map<string, string>();
  const merged: Record<string, unknown> = {};
  for (const [name, fragment] of fragments) {
    for (const [key, value] of Object.entries(fragment[section])) {
      const owner = owners.get(key);
      if (owner !== undefined) {
        throw new CompositionError(
          `workflows/${owner}.yml and workflows/${name}.yml both define "${key}" in ${section}.`,
        );
      }
      owners.set(key, name);
      merged[key] = value;
    }
  }
  return merged;
}

/** YAML with CloudFormation's short forms: `!Ref X` is `{Ref: X}`, `!Sub` is `{Fn::Sub}`, ... */
function parseYaml(text: string, name: string): Partial<Fragment> {
  const document = parseDocument(text, { customTags: SHORT_FORMS, merge: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) {
    throw new CompositionError(`${name} is not readable: ${problem.message}`, { cause: problem });
  }
  const content: unknown = document.toJS();
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new CompositionError(`${name} is not a map of requires, ${SECTIONS.join(', ')}.`);
  }
  // By way of JSON every place that an anchor is used in gets a copy of its own.
  return JSON.parse(JSON.stringify(content));
}

/** The short forms that fragments may use. */
export const SHORT_FORMS: (ScalarTag | CollectionTag)[] = [
  { tag: '!Ref', resolve: (text) => ({ Ref: text }) },
  { tag: '!GetAtt', resolve: (text) => ({ 'Fn::GetAtt': attribute(text) }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!If', collection: 'seq', resolve: (items) => called('Fn::If', items) },
  { tag: '!Equals', collection: 'seq', resolve: (items) => called('Fn::Equals', items) },
];

/** A function and its arguments, as nodes: there may be anchors among them. */
function called(name: string, items: unknown): YAMLMap {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(name), items));
  return map;
}

/** `Resource.Attribute`: only the first dot divides. */
function attribute(text: string): [string, string] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
