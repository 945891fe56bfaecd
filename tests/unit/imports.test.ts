import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsIn } from '../../copy/imports.ts';
import { filesBelow, read } from '../project.ts';

const isTest = (file: string) =>
  file.endsWith('.test.ts') || /\/(testing|testing\/.*)\.ts$/.test(file);

/**
 * What a file imports, by whatever form: paths from the root of the project, or package names.
 * Types of packages are nothing at run time and do not count; those of our own rooms do.
 */
function importsOf(file: string): string[] {
  const code = read(file).replace(/^(?:import|export) type [^;]*? from ['"][^.][^;]*;$/gm, '');
  return importsIn(code).map((name) => (name.startsWith('.') ? join(dirname(file), name) : name));
}

/** `file imports what` for each import of these files that is not allowed. */
function offences(files: string[], allowed: (imported: string, file: string) => boolean): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => !allowed(imported, file))
      .map((imported) => `${file} imports ${imported}`),
  );
}

const isOurs = (imported: string) => imported.includes('/') && imported.endsWith('.ts');
const isBelow = (folder: string) => (imported: string) => imported.startsWith(`${folder}/`);

const functions = filesBelow('functions', '.ts');
const localCloud = filesBelow('local-cloud/src', '.ts').filter((file) => !isTest(file));
const engine = ['language', 'query', 'states', 'execution', 'integrations'].map(
  (room) => `local-cloud/src/stepfunctions/${room}`,
);

describe('the dependency rule', () => {
  test('imports are found in every form', () => {
    expect(importsOf('functions/bank-account/submit-application.ts')).toContain(
      'functions/kit/http.ts',
    );
    expect(importsOf('local-cloud/bin/local-cloud.mjs')).toContain('local-cloud/src/cli/main.ts');
  });

  test('functions import nothing of ours but their own folder and the kit', () => {
    const allowed = (imported: string, file: string) =>
      !isOurs(imported) || isBelow(dirname(file))(imported) || isBelow('functions/kit')(imported);
    expect(offences(functions, allowed)).toEqual([]);
  });

  test('the kit imports nothing of a workflow', () => {
    const kit = functions.filter(isBelow('functions/kit'));
    const allowed = (imported: string) => !isOurs(imported) || isBelow('functions/kit')(imported);
    expect(offences(kit, allowed)).toEqual([]);
  });

  test('the local cloud imports nothing of the suite', () => {
    const allowed = (imported: string) => !isOurs(imported) || isBelow('local-cloud')(imported);
    expect(offences(localCloud, allowed)).toEqual([]);
  });

  test('everything outside of it imports the local cloud by its name', () => {
    const outside = ['tests', 'bench', 'docs', 'serverless'].flatMap((at) => filesBelow(at, '.ts'));
    // `npm run bench` runs the package's own bench, too.
    const allowed = (imported: string, file: string) =>
      !isBelow('local-cloud')(imported) ||
      !imported.endsWith('.ts') ||
      (file === 'bench/main.ts' && imported === 'local-cloud/bench/engine.ts');
    expect(offences(outside, allowed)).toEqual([]);
  });

  test('the engine imports no service, no HTTP and no file system', () => {
    const files = localCloud.filter((file) => engine.some((room) => isBelow(room)(file)));
    const foreign = /^(node:)?(fs|http|https|http2|net|tls|dgram|child_process|worker_threads)\b/;
    const rooms = ['services', 'gateway', 'function-host', 'deploy', 'scenarios', 'cli'];
    const allowed = (imported: string) =>
      !foreign.test(imported) &&
      !imported.startsWith('@aws-sdk/client-') &&
      !rooms.some((room) => isBelow(`local-cloud/src/${room}`)(imported));
    expect(files.length).toBeGreaterThan(0);
    expect(offences(files, allowed)).toEqual([]);
  });

  test('services do not import the engine', () => {
    const services = localCloud.filter(isBelow('local-cloud/src/services'));
    const allowed = (imported: string) => !isBelow('local-cloud/src/stepfunctions')(imported);
    expect(offences(services, allowed)).toEqual([]);
  });
});

describe('handlers', () => {
  const handlers = functions.filter((file) => /export const handler\b/.test(read(file)));

  test('are files of at most 80 lines', () => {
    const long = handlers.filter((file) => read(file).split('\n').length - 1 > 80);
    expect(handlers.length).toBeGreaterThan(0);
    expect(long).toEqual([]);
  });

  test('are called verb-noun', () => {
    expect(handlers.filter((file) => !/\/[a-z]+(-[a-z]+)+\.ts$/.test(file))).toEqual([]);
  });

  test('have a unit test that calls them', () => {
    const tested = filesBelow('functions', '.test.ts').flatMap(importsOf);
    expect(handlers.filter((file) => !tested.includes(file))).toEqual([]);
  });
});
