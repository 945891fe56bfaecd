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
const src = 'local-cloud/src';
const engine = localCloud.filter(
  (file) =>
    isBelow(`${src}/stepfunctions`)(file) &&
    !isBelow(`${src}/stepfunctions/api`)(file) &&
    file !== `${src}/stepfunctions/service.ts`,
);

/** What each room of the local cloud imports besides itself: rooms, folders, files. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  sdk: ['core'],
  client: ['authorization/wildcard.ts', 'core'],
  authorization: ['core'],
  gateway: ['core', 'sdk'],
  'document-reader': ['core'],
  'function-host': ['core'],
  'job-host': [
    'core',
    'function-host/runtime/clock.ts',
    'function-host/runtime/network.ts',
    'function-host/slots.ts',
  ],
  deploy: ['core'],
  console: [
    'authorization/recorded-calls.ts',
    'client/options.ts',
    'core',
    'gateway/dispatcher.ts',
    'services/sns/mail.ts',
    'services/sns/mailbox.ts',
    'stepfunctions/api/journal.ts',
    'stepfunctions/integrations/faults.ts',
  ],
  scenarios: ['client', 'console/fault.ts', 'core', 'services/sns/mail.ts'],
  coverage: [
    'client',
    'core',
    'stepfunctions/execution/retry.ts',
    'stepfunctions/language/definition.ts',
    'stepfunctions/language/parse.ts',
  ],
};

/** What REST and HTTP APIs share, which are two services of AWS. */
const OF_BOTH_APIS = ['apigateway', 'apigatewayv2'];

/** What services know of each other besides the contract. */
const BETWEEN_SERVICES: readonly (readonly [string, string])[] = [
  ['apis', 'sts/index.ts'],
  ['cloudformation', 'sts/index.ts'],
  ['ecs', 'sts/index.ts'],
  ['eventbridge', 'sts/index.ts'],
  ['glue', 'sts/index.ts'],
  ['lambda', 'eventbridge/pattern/compile.ts'],
  ['pipes', 'eventbridge/input.ts'],
  ['pipes', 'eventbridge/pattern/compile.ts'],
  ['pipes', 'sts/index.ts'],
  ['sagemaker', 'sts/index.ts'],
  ['scheduler', 'sts/index.ts'],
  ['sns', 'eventbridge/pattern/compile.ts'],
  ['sts', 'iam/ids.ts'],
  ['sts', 'iam/index.ts'],
  ['textract', 'sts/index.ts'],
];

const isIn = (places: readonly string[]) => (imported: string) =>
  places.some((place) => imported === `${src}/${place}` || isBelow(`${src}/${place}`)(imported));

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

  test('runners import nothing of ours but each other', () => {
    const runners = filesBelow('runners', '.ts');
    const allowed = (imported: string) => !isOurs(imported) || isBelow('runners')(imported);
    expect(offences(runners, allowed)).toEqual([]);
  });

  test('the local cloud imports nothing of the suite', () => {
    const allowed = (imported: string) => !isOurs(imported) || isBelow('local-cloud')(imported);
    expect(offences(localCloud, allowed)).toEqual([]);
  });

  test('everything outside of it imports the local cloud by its name', () => {
    const rooms = [
      ...['tests', 'bench', 'copy', 'docs', 'events', 'invoices', 'labs', 'ridership', 'runners'],
      'serverless',
    ];
    const outside = rooms.flatMap((room) => filesBelow(room, '.ts'));
    // `npm run bench` runs the package's own bench, too.
    const allowed = (imported: string, file: string) =>
      !isBelow('local-cloud')(imported) ||
      !imported.endsWith('.ts') ||
      (file === 'bench/main.ts' && isBelow('local-cloud/bench')(imported));
    expect(offences(outside, allowed)).toEqual([]);
  });

  test.each(Object.entries(ROOMS))('%s imports no room but %j', (room, others) => {
    const files = localCloud.filter(isBelow(`${src}/${room}`));
    const allowed = (imported: string) => !isOurs(imported) || isIn([room, ...others])(imported);
    expect(files.length).toBeGreaterThan(0);
    expect(offences(files, allowed)).toEqual([]);
  });

  test('the page of the console imports what has no need of Node', () => {
    const page = [
      ...filesBelow('local-cloud/console', '.ts'),
      ...filesBelow('local-cloud/console', '.tsx'),
    ];
    const shown = page.filter((file) => !isTest(file) && !file.endsWith('/bundle.ts'));
    const needed = [
      'authorization/wildcard.ts',
      'client/executions.ts',
      'client/grants.ts',
      'core/duration.ts',
      'core/html.ts',
      'core/json-number.ts',
      'coverage/visits.ts',
      'scenarios/cost.ts',
    ];
    const types = [
      'authorization/recorded-calls.ts',
      'client/aws-caller.ts',
      'console/fault.ts',
      'console/samples.ts',
      'services/sns/mail.ts',
      'stepfunctions/api/journal.ts',
      'stepfunctions/integrations/faults.ts',
    ];
    const allowed = (imported: string) =>
      imported.startsWith('local-cloud/console/') ||
      isIn([...needed, ...types])(imported) ||
      /^(preact|@dagrejs\/)/.test(imported);
    expect(shown.length).toBeGreaterThan(20);
    expect(offences(shown, allowed)).toEqual([]);
  });

  test('the engine imports no API, no service, no HTTP, no file system, and threads in one place', () => {
    const foreign = /^(node:)?(fs|http|https|http2|net|tls|dgram|child_process|worker_threads)\b/;
    const allowed = (imported: string) =>
      isOurs(imported)
        ? engine.includes(imported) || isIn(['core', 'sdk'])(imported)
        : !foreign.test(imported) && !imported.startsWith('@aws-sdk/client-');
    const apart = engine.filter((file) => file.includes('/query/jsonata/apart/'));
    const others = engine.filter((file) => !apart.includes(file));
    const allowedApart = (imported: string) =>
      imported === 'node:worker_threads' || allowed(imported);
    expect(engine).toContain(`${src}/stepfunctions/test-state/test-state.ts`);
    expect(offences(others, allowed)).toEqual([]);
    expect(offences(apart, allowedApart)).toEqual([]);
  });

  test('services import nothing of the engine but its paths', () => {
    const services = localCloud.filter(isBelow(`${src}/services`));
    const allowed = (imported: string) =>
      !isBelow(`${src}/stepfunctions`)(imported) ||
      imported === `${src}/stepfunctions/query/json-paths.ts`;
    expect(offences(services, allowed)).toEqual([]);
  });

  test('services reach each other by calls, not by imports', () => {
    const services = localCloud.filter(isBelow(`${src}/services`));
    const folder = (file: string) => /\/services\/([^/]+)\//.exec(file)?.[1];
    const allowed = (imported: string, file: string) =>
      folder(imported) === undefined ||
      folder(imported) === folder(file) ||
      (folder(imported) === 'apis' && OF_BOTH_APIS.includes(folder(file) ?? '')) ||
      BETWEEN_SERVICES.some(
        ([from, to]) => from === folder(file) && imported === `${src}/services/${to}`,
      );
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
