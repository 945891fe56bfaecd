import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './errors.ts';

// biome-ignore lint/complexity/noBannedTypes: whatever the module exports under that name
export type Handler = Function & ((event: unknown, context: object, callback?: unknown) => unknown);

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/**
 * Loads `folder/file.export` as AWS's runtime does: the file as it is named, then with `.js`,
 * `.mjs`, `.cjs`.
 *
 * @throws RuntimeError: MalformedHandlerName, ImportModuleError, UserCodeSyntaxError,
 *   HandlerNotFound, CallbackHandlerDeprecated
 */
export async function loadHandler(
  taskRoot: string,
  handler: string,
  legacy: boolean,
): Promise<Handler> {
  if (handler.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const [, file, exported] = /^([^.]*)\.(.*)$/.exec(path.basename(handler)) ?? [];
  if (file === undefined) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const folder = path.resolve(taskRoot, path.dirname(handler));
  const module = await loadModule(path.join(folder, file), taskRoot, file);
  const found =
    find(module, exported!) ?? find((module as { default?: unknown }).default, exported!);
  return checked(found, handler, legacy);
}

async function loadModule(base: string, taskRoot: string, name: string): Promise<unknown> {
  try {
    for (const extension of ['', '.js', '.mjs', '.cjs']) {
      if (existsSync(base + extension)) return await import(pathToFileURL(base + extension).href);
    }
    const require = createRequire(pathToFileURL(path.join(taskRoot, 'index.js')));
    return require(require.resolve(name, { paths: [taskRoot] }));
  } catch (error) {
    if (error instanceof SyntaxError) {
      const wrapped = new RuntimeError('UserCodeSyntaxError', String(error), { cause: error });
      throw Object.assign(wrapped, { stack: error.stack });
    }
    if ((error as { code?: unknown }).code === 'MODULE_NOT_FOUND') {
      throw new RuntimeError('ImportModuleError', String(error), { cause: error });
    }
    throw error;
  }
}

function find(module: unknown, exported: string): unknown {
  return exported
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], module);
}

function checked(found: unknown, name: string, legacy: boolean): Handler {
  if (!found) {
    throw new RuntimeError('HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (typeof found !== 'function') {
    throw new RuntimeError('HandlerNotFound', `${name} is not a function`);
  }
  if (STREAMING in found) {
    throw new RuntimeError(
      'StreamingNotSupported',
      `${name} streams its response: the local cloud does not serve awslambda.streamifyResponse`,
    );
  }
  if (!legacy && found.length >= 3) {
    throw new RuntimeError(
      'CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return found as Handler;
}
