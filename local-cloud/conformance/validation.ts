import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParseOptions, parseState } from '../src/stepfunctions/language/parse.ts';
import { cannotPass } from './cannot-pass.ts';
import { isDefinition, judgeDefinition, refusal } from './definitions.ts';
import { type Fixture, loadFixtures } from './fixtures.ts';

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
  readonly check: () => string | undefined | Promise<string | undefined>;
}

/** Runs everything in a conformance folder that concerns the parser and validator. */
export async function runValidationSuite(dir: string): Promise<SuiteResult[]> {
  const fixtures = existsSync(join(dir, 'localstack')) ? loadFixtures(dir) : [];
  return Promise.all([
    suite('createError', definitions(fixtures, 'createError')),
    suite('validateDefinition', definitions(fixtures, 'validateDefinition')),
    suite('accepted on AWS', accepted(fixtures as readonly Recorded[])),
    suite('asl-validator', verdicts(dir, 'asl-validator')),
    suite('statelint', verdicts(dir, 'statelint')),
    suite('amazon-states-language-service', editorVerdicts(dir)),
    suite('asl-corpus', corpus(join(dir, 'asl-corpus'))),
  ]);
}

async function suite(name: string, cases: readonly Case[]): Promise<SuiteResult> {
  const misses: Miss[] = [];
  const judged = cases.filter(({ id }) => !cannotPass(name, id));
  for (const { id, check } of judged) {
    const reason = await check();
    if (reason !== undefined) misses.push({ id, reason });
  }
  return {
    suite: name,
    total: judged.length,
    passed: judged.length - misses.length,
    misses,
    cannotPass: cases.flatMap(({ id }) => (cannotPass(name, id) ? [id] : [])),
  };
}

function definitions(fixtures: readonly Fixture[], kind: Fixture['kind']): Case[] {
  return fixtures
    .filter((fixture) => fixture.kind === kind)
    .filter(isDefinition)
    .map((fixture) => ({
      id: fixture.id,
      check: async () => {
        const { outcome, cause, reasons } = await judgeDefinition(fixture);
        return outcome && cause !== false ? undefined : reasons[0];
      },
    }));
}

/** What the fixtures say of definitions, as far as this file reads them. */
interface Recorded extends Fixture {
  readonly params?: Params;
  readonly stateMachine?: Machine;
  readonly otherStateMachines?: readonly Machine[];
  readonly steps?: readonly { op: string; params?: Params; expect?: unknown }[];
}

type Machine = Pick<Params, 'definition' | 'type'>;

interface Params {
  readonly definition?: unknown;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly stateName?: string;
}

/** Whatever ran, or was created, on AWS is a valid definition. */
function accepted(fixtures: readonly Recorded[]): Case[] {
  return fixtures.flatMap((fixture): Case[] => {
    const { id, kind, params = {}, expected } = fixture;
    if (kind === 'testState' && !JSON.stringify(expected).includes('"Error":')) {
      return [{ id, check: () => acceptsTested(params) }];
    }
    return machinesOf(fixture).map(({ definition, type }, index) => ({
      id: index === 0 ? id : `${id}#${index}`,
      check: () => refusal(definition, type === undefined ? {} : { type }),
    }));
  });
}

function machinesOf({ stateMachine, otherStateMachines = [], steps = [] }: Recorded): Machine[] {
  const created = steps.flatMap(({ op, params, expect }) => {
    const creates =
      /:(?:create|update)_state_machine$/.test(op) && typeof params?.definition === 'string';
    return creates && params && !JSON.stringify(expect ?? '').includes('"Error"') ? [params] : [];
  });
  return [...(stateMachine ? [stateMachine] : []), ...otherStateMachines, ...created];
}

/** TestState takes one state, or a whole definition and a state's name. */
function acceptsTested({ definition, stateName }: Params): string | undefined {
  return stateName === undefined ? refusal(definition, {}, parseState) : refusal(definition, {});
}

/** Linters know the language, not the integrations: any URI is a Resource to them. */
const SOURCE: ParseOptions = { stage: 'SOURCE' };

interface LintFixture {
  readonly id: string;
  readonly definition: unknown;
  readonly expected: { readonly valid: boolean };
}

function verdicts(dir: string, name: string): Case[] {
  return fixturesIn<LintFixture>(dir, name).map(({ id, definition, expected }) => ({
    id,
    check: () => verdict(refusal(definition, SOURCE), expected.valid),
  }));
}

interface EditorFixture {
  readonly id: string;
  readonly format: 'json' | 'yaml';
  readonly text: string;
  readonly expected: { readonly diagnostics: readonly unknown[] };
}

function editorVerdicts(dir: string): Case[] {
  return fixturesIn<EditorFixture>(dir, 'amazon-states-language-service')
    .filter(({ format }) => format === 'json')
    .map(({ id, text, expected }) => ({
      id,
      check: () => verdict(refusal(text, SOURCE), expected.diagnostics.length === 0),
    }));
}

function verdict(refused: string | undefined, valid: boolean): string | undefined {
  if (valid) return refused;
  return refused === undefined ? 'accepted, but should be refused' : undefined;
}

function corpus(dir: string): Case[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.json') && name !== 'report.json')
    .sort()
    .flatMap((name) => read<LintFixture[]>(join(dir, name)))
    .map(({ id, definition }) => ({ id, check: () => refusal(untagged(definition), SOURCE) }));
}

/** The corpus writes YAML's `!Ref X` as {"__tag__": "Ref", "v": "X"}; CloudFormation reads {"Ref": "X"}. */
function untagged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untagged);
  if (typeof value !== 'object' || value === null) return value;
  const { __tag__: tag, v } = value as { __tag__?: string; v?: unknown };
  if (tag !== undefined) return { [tag === 'Ref' ? 'Ref' : `Fn::${tag}`]: untagged(v) };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, untagged(inner)]));
}

function fixturesIn<T>(dir: string, name: string): readonly T[] {
  const file = join(dir, 'validation', `${name}.json`);
  return existsSync(file) ? read<{ fixtures: T[] }>(file).fixtures : [];
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
