import { readFileSync } from 'node:fs';

/** A case of jsonata's own test suite. */
export interface JsonataCase {
  readonly id: string;
  readonly expr: string;
  /** The input. */
  readonly data: unknown;
  readonly bindings?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly undefinedResult?: boolean;
  readonly unordered?: boolean;
  /** The code of the error that is expected, or the error itself. */
  readonly code?: string;
  readonly error?: { readonly code?: string; readonly message?: string };
}

interface Recorded extends JsonataCase {
  /** The name of the input, where many cases have it. */
  readonly dataset?: string | null;
  readonly passesOnJsonata206: boolean;
  readonly usesEval: boolean;
}

/** The cases that JSONata 2.0.6 passes, without `$eval`. `dir` is the folder of recordings. */
export function readJsonataCases(dir: string): readonly JsonataCase[] {
  const { fixtures } = readJson(`${dir}/jsonata/cases.json`) as { fixtures: readonly Recorded[] };
  const datasets = readJson(`${dir}/jsonata/datasets.json`) as Readonly<Record<string, unknown>>;
  return fixtures
    .filter(({ passesOnJsonata206, usesEval }) => passesOnJsonata206 && !usesEval)
    .map((each) =>
      typeof each.dataset === 'string' ? { ...each, data: datasets[each.dataset] } : each,
    );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
