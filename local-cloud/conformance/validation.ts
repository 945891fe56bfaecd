import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefinitionError } from '../src/stepfunctions/language/diagnostics.ts';
import {
  type ParseOptions,
  parseDefinition,
  parseState,
  validateDefinition,
} from '../src/stepfunctions/language/parse.ts';
import { cannotPass } from './cannot-pass.ts';

export interface SuiteResult {
  readonly suite: string;
  readonly total: number;
  readonly passed: number;
  readonly misses: readonly Miss[];
  /** Ids that docs/conformance.md explains; not in `total`. */
  readonly cannotPass: readonly string[];
}

export interface Miss {
  readonly id: string;
  readonly reason: string;
}

/** One question to the parser; the answer is the reason why it missed, or nothing. */
interface Case {
  readonly id: string;
  readonly check: () => string | undefined;
}

/** Runs everything in a conformance folder that concerns the parser and validator. */
export function runValidationSuite(dir: string): SuiteResult[] {
  const fixtures = localstackFixtures(join(dir, 'localstack'));
  return [
    suite('createError: refused', createErrors(fixtures, refusedOnly)),
    suite('createError: message', createErrors(fixtures, sameMessage)),
    suite('validateDefinition', validations(fixtures)),
    suite('accepted on AWS', accepted(fixtures)),
    suite('asl-validator', verdicts(dir, 'asl-validator')),
    suite('statelint', verdicts(dir, 'statelint')),
    suite('amazon-states-language-service', editorVerdicts(dir)),
    suite('asl-corpus', corpus(join(dir, 'asl-corpus'))),
  ];
}

function suite(name: string, cases: readonly Case[]): SuiteResult {
  const explained = cases.filter(({ id }) => cannotPass(name, id));
  const judged = cases.filter((one) => !explained.includes(one));
  const misses = judged.flatMap(({ id, check }) => {
    const reason = check();
    return reason === undefined ? [] : [{ id, reason }];
  });
  return {
    suite: name,
    total: judged.length,
    passed: judged.length - misses.length,
    misses,
    cannotPass: explained.map(({ id }) => id),
  };
}

// What the fixtures look like, as far as this file reads them.
interface Fixture {
  readonly id: string;
  readonly kind: string;
  readonly params?: Params;
  readonly expected?: Record<string, unknown>;
  readonly stateMachine?: { definition: unknown; type?: ParseOptions['type'] };
  readonly otherStateMachines?: readonly { definition: unknown; type?: ParseOptions['type'] }[];
  readonly steps?: readonly { op: string; params?: Params; expect?: unknown }[];
}

interface Params {
  readonly definition?: unknown;
  readonly type?: ParseOptions['type'];
  readonly stateName?: string;
}

function localstackFixtures(dir: string): Fixture[] {
  return jsonFiles(dir).flatMap((file) => {
    const content = read<Fixture[] | { fixtures: Fixture[] }>(file);
    return Array.isArray(content) ? content : content.fixtures;
  });
}

function createErrors(
  fixtures: readonly Fixture[],
  compare: (actual: string | undefined, expected: string) => string | undefined,
): Case[] {
  return fixtures
    .filter(({ kind }) => kind === 'createError')
    .map(({ id, params, expected }) => ({
      id,
      check: () => {
        const message = definitionMessage(expected);
        const actual = refusal(params?.definition, { type: params?.type });
        if (message !== undefined) return compare(actual, message);
        return actual === undefined ? undefined : `accepted on AWS, here: ${actual}`;
      },
    }));
}

/** The InvalidDefinition message in a recorded answer; undefined where AWS minded something else. */
function definitionMessage(expected: unknown): string | undefined {
  const text = JSON.stringify(expected);
  if (!text.includes('InvalidDefinition')) return undefined;
  return messages(expected).map((message) =>
    message.replace(/^An error occurred .*? operation: /, ''),
  )[0];
}

function messages(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' && ['exception_value', 'message', 'Message'].includes(name)
      ? [inner]
      : messages(inner),
  );
}

function refusedOnly(actual: string | undefined): string | undefined {
  return actual === undefined ? 'accepted here, refused on AWS' : undefined;
}

function sameMessage(actual: string | undefined, expected: string): string | undefined {
  return actual === expected ? undefined : `expected ${expected} but got ${actual}`;
}

function validations(fixtures: readonly Fixture[]): Case[] {
  return fixtures
    .filter(({ kind }) => kind === 'validateDefinition')
    .map(({ id, params, expected }) => ({
      id,
      check: () => {
        const { ResponseMetadata: _, ...wanted } = (expected?.validation_response ?? {}) as Record<
          string,
          unknown
        >;
        const actual = validateDefinition(textOf(params?.definition), { type: params?.type });
        return canonical(actual) === canonical(wanted)
          ? undefined
          : `expected ${canonical(wanted)} but got ${canonical(actual)}`;
      },
    }));
}

/** Whatever ran, or was created, on AWS is a valid definition. */
function accepted(fixtures: readonly Fixture[]): Case[] {
  return fixtures.flatMap((fixture): Case[] => {
    const machines = [fixture.stateMachine, ...(fixture.otherStateMachines ?? [])].flatMap((one) =>
      one ? [one] : [],
    );
    for (const step of fixture.steps ?? []) {
      const created = /:(create|update)_state_machine$/.test(step.op) && step.params?.definition;
      if (created && step.params && !JSON.stringify(step.expect ?? '').includes('"Error"')) {
        machines.push({ definition: step.params.definition, type: step.params.type });
      }
    }
    if (fixture.kind === 'testState' && !JSON.stringify(fixture.expected).includes('"Error":')) {
      return [{ id: fixture.id, check: () => acceptsTested(fixture.params ?? {}) }];
    }
    return machines.map(({ definition, type }, index) => ({
      id: index === 0 ? fixture.id : `${fixture.id}#${index}`,
      check: () => refusal(definition, { type }),
    }));
  });
}

/** TestState takes one state, or a whole definition and a state's name. */
function acceptsTested({ definition, stateName }: Params): string | undefined {
  return stateName === undefined ? refusal(definition, {}, parseState) : refusal(definition, {});
}

interface Verdict {
  readonly id: string;
  readonly definition: unknown;
  readonly expected: { valid: boolean };
}

/** Linters know the language, not the integrations: any URI is a Resource to them. */
function verdicts(dir: string, name: string): Case[] {
  const { fixtures } = read<{ fixtures: Verdict[] }>(join(dir, 'validation', `${name}.json`), {
    fixtures: [],
  });
  return fixtures.map(({ id, definition, expected }) => ({
    id,
    check: () => verdict(refusal(definition, { stage: 'SOURCE' }), expected.valid),
  }));
}

interface EditorFixture {
  readonly id: string;
  readonly format: 'json' | 'yaml';
  readonly text: string;
  readonly expected: { diagnostics: readonly unknown[] };
}

function editorVerdicts(dir: string): Case[] {
  const file = join(dir, 'validation', 'amazon-states-language-service.json');
  return read<{ fixtures: EditorFixture[] }>(file, { fixtures: [] })
    .fixtures.filter(({ format }) => format === 'json')
    .map(({ id, text, expected }) => ({
      id,
      check: () => verdict(refusal(text, { stage: 'SOURCE' }), expected.diagnostics.length === 0),
    }));
}

function corpus(dir: string): Case[] {
  return jsonFiles(dir)
    .filter((file) => !file.endsWith('report.json'))
    .flatMap((file) => read<{ id: string; definition: unknown }[]>(file))
    .map(({ id, definition }) => ({
      id,
      check: () => refusal(untagged(definition), { stage: 'SOURCE' }),
    }));
}

/** The corpus writes YAML's `!Ref X` as {"__tag__": "Ref", "v": "X"}; CloudFormation reads {"Ref": "X"}. */
function untagged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untagged);
  if (typeof value !== 'object' || value === null) return value;
  const { __tag__: tag, v } = value as { __tag__?: string; v?: unknown };
  if (tag !== undefined) return { [tag === 'Ref' ? 'Ref' : `Fn::${tag}`]: untagged(v) };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, untagged(inner)]));
}

function verdict(refused: string | undefined, valid: boolean): string | undefined {
  if (valid) return refused;
  return refused === undefined ? 'accepted, but should be refused' : undefined;
}

/** Why a definition is refused; undefined where it is accepted. Any other throw is a miss too. */
function refusal(
  definition: unknown,
  options: ParseOptions,
  parse: (text: string, options: ParseOptions) => unknown = parseDefinition,
): string | undefined {
  try {
    parse(textOf(definition), options);
    return undefined;
  } catch (error) {
    return error instanceof DefinitionError ? error.message : `threw ${error}`;
  }
}

function textOf(definition: unknown): string {
  return typeof definition === 'string' ? definition : JSON.stringify(definition);
}

/** JSON with sorted keys, to compare by. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function jsonFiles(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(dir, name));
}

function read<T>(file: string, absent?: T): T {
  if (absent !== undefined && !existsSync(file)) return absent;
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
