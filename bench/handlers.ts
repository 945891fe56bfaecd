import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { packageProject, UserError } from 'local-cloud';

/** How heavy one function is, as it is packaged. */
export interface HandlerFigures {
  readonly function: string;
  /** The bundled code, without its source map. */
  readonly bundleBytes: number;
  /** What is uploaded: code and source map, compressed. */
  readonly zipBytes: number;
  /** Milliseconds that a new process takes to import the bundle, the SDK included: the median. */
  readonly importMs: number;
}

interface FunctionProperties {
  readonly Handler: string;
  readonly Code: { readonly S3Key: string };
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
}

/** Measures every function of the suite. A package that is fresh is used as it is. */
export async function measureHandlers(runs = 5): Promise<HandlerFigures[]> {
  const root = join(import.meta.dirname, '..');
  const { template, artifact } = await packageProject({ project: root });
  const folder = mkdtempSync(join(tmpdir(), 'handlers-'));
  try {
    return Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => Properties as unknown as FunctionProperties)
      .map((properties) => measure(properties, artifact(properties.Code.S3Key), folder, runs));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(
  { Handler, Environment }: FunctionProperties,
  zip: Uint8Array,
  folder: string,
  runs: number,
): HandlerFigures {
  const name = `${Handler.slice(0, Handler.lastIndexOf('.'))}.mjs`;
  const code = unzipSync(zip)[name]!;
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  const environment = Object.entries(Environment?.Variables ?? {}).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : 'bench',
  ]);
  const times = Array.from({ length: runs }, () =>
    importTime(file, Object.fromEntries(environment)),
  );
  return {
    function: name.slice(name.lastIndexOf('/') + 1, -'.mjs'.length),
    bundleBytes: code.length,
    zipBytes: zip.length,
    importMs: times.sort((a, b) => a - b)[Math.floor(runs / 2)]!,
  };
}

/** The import as a new process sees it, without the start of Node itself. */
function importTime(file: string, environment: Readonly<Record<string, string>>): number {
  const script = `const start = performance.now();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    process.stdout.write(String(performance.now() - start));`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { encoding: 'utf8', env: { ...process.env, AWS_REGION: 'us-east-1', ...environment } },
  );
  if (status !== 0) throw new UserError(`${file} cannot be imported`, { why: stderr });
  return Number(stdout);
}

if (import.meta.main) {
  for (const { function: name, bundleBytes, zipBytes, importMs } of await measureHandlers()) {
    process.stdout.write(
      `${name}: bundle ${bundleBytes} bytes, zip ${zipBytes} bytes, import ${importMs.toFixed(0)} ms\n`,
    );
  }
}
