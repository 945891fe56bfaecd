import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, read, root, slugs } from '../project.ts';

/** Names that AWS gives: `States.Timeout`, `Lambda.ServiceException`. Business errors have no dot. */
const isOfAws = (error: string) => error.includes('.');

function namesInErrorEquals(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesInErrorEquals);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'ErrorEquals' ? (member as string[]) : namesInErrorEquals(member),
  );
}

type ErrorClass = new (message: string) => Error;

/** The error classes that the workflow's own folder exports. */
async function errorClasses(slug: string): Promise<ErrorClass[]> {
  const files = filesBelow(`functions/${slug}`, 'errors.ts');
  const modules = await Promise.all(files.map((file) => import(join(root, file))));
  return modules.flatMap((module) => Object.values(module as Record<string, ErrorClass>));
}

/** Errors of the human step, for every workflow that asks. */
const OF_APPROVALS = ['NobodyToAsk'];

describe.each(slugs)('%s', (slug) => {
  const caught = new Set(
    namesInErrorEquals(JSON.parse(read('statemachines', `${slug}.asl.json`))).filter(
      (error) => !isOfAws(error),
    ),
  );

  test('every business error in ErrorEquals is a class of the functions', async () => {
    const classes = (await errorClasses(slug)).map((one) => one.name);
    const known = [...classes, ...OF_APPROVALS];
    expect([...caught].filter((name) => !known.includes(name))).toEqual([]);
  });

  test('every error class of the functions is in ErrorEquals', async () => {
    const classes = (await errorClasses(slug)).map((one) => one.name);
    expect(classes.filter((name) => !caught.has(name))).toEqual([]);
  });

  test('a workflow that asks a person catches that there is nobody to ask', () => {
    // By way of a queue, too.
    const asks = read('workflows', `${slug}.yml`).includes('RequestApprovalLambdaFunction');
    expect(OF_APPROVALS.filter((name) => caught.has(name))).toEqual(asks ? OF_APPROVALS : []);
  });

  test("an error's name, which Lambda reports, is its class's name", async () => {
    for (const ErrorOf of await errorClasses(slug)) {
      expect(new ErrorOf('sample').name).toBe(ErrorOf.name);
    }
  });

  test('error classes are in errors.ts, and each is thrown somewhere', async () => {
    const files = filesBelow(`functions/${slug}`, '.ts').filter(
      (file) => !file.endsWith('.test.ts'),
    );
    const elsewhere = files.filter((file) => !file.endsWith('/errors.ts'));
    const defining = elsewhere.filter((file) => /class \w+ extends \w*Error\b/.test(read(file)));
    expect(defining).toEqual([]);
    const code = elsewhere.map((file) => read(file)).join('\n');
    const unused = (await errorClasses(slug)).filter(({ name }) => !code.includes(name));
    expect(unused).toEqual([]);
  });
});
