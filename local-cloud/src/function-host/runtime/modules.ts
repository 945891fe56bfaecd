import {
  createRequire,
  isBuiltin,
  type ResolveFnOutput,
  type ResolveHookContext,
  registerHooks,
} from 'node:module';
import { pathToFileURL } from 'node:url';

/** What the runtime of AWS has on board, and so may be left out of the archive. */
const ON_BOARD = /^@(?:aws-sdk|smithy)\//;

/**
 * Resolves imports as they are on AWS: from the archive, then from what the runtime has on board,
 * and from nowhere else, though the folder of the code may lie within a project that has more.
 *
 * @param taskRoot the folder with the function's code
 * @param sdkParent a file URL beside which `@aws-sdk/*` and `@smithy/*` are installed
 * @param taken told when something is loaded that the runtime has on board
 */
export function resolveAsOnAws(taskRoot: string, sdkParent: string, taken: () => void): void {
  const root = `${pathToFileURL(taskRoot).href}/`;
  const require = createRequire(sdkParent);
  const onBoard = (specifier: string, context: ResolveHookContext, next: Next): ResolveFnOutput =>
    // For `require` Node's own resolution goes by the requiring module, whatever `parentURL` says.
    context.conditions.includes('require')
      ? { url: pathToFileURL(require.resolve(specifier)).href, shortCircuit: true }
      : next(specifier, { ...context, parentURL: sdkParent });
  registerHooks({
    resolve(specifier, context, next) {
      if (!context.parentURL?.startsWith(root)) return next(specifier, context);
      const own = attempt(() => next(specifier, context));
      if ('url' in own && (own.url.startsWith(root) || isBuiltin(own.url))) return own;
      if (ON_BOARD.test(specifier)) {
        taken();
        return onBoard(specifier, context, next);
      }
      throw 'error' in own ? own.error : notFound(specifier, context);
    },
  });
}

type Next = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

function attempt(resolve: () => ResolveFnOutput): ResolveFnOutput | { readonly error: unknown } {
  try {
    return resolve();
  } catch (error) {
    return { error };
  }
}

function notFound(specifier: string, { parentURL, conditions }: ResolveHookContext): Error {
  if (conditions.includes('require')) {
    return Object.assign(
      new Error(`Cannot find module '${specifier}'\nRequire stack:\n- ${pathOf(parentURL!)}`),
      { code: 'MODULE_NOT_FOUND' },
    );
  }
  const what = /^[./]/.test(specifier) ? 'module' : 'package';
  return Object.assign(
    new Error(`Cannot find ${what} '${specifier}' imported from ${pathOf(parentURL!)}`),
    { code: 'ERR_MODULE_NOT_FOUND' },
  );
}

function pathOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname);
}
