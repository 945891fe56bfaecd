import {
  createRequire,
  isBuiltin,
  type ResolveFnOutput,
  type ResolveHookContext,
  registerHooks,
} from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What the runtime of AWS has on board, and so may be left out of the archive. */
const ON_BOARD = /^@(?:aws-sdk|smithy)\//;
/** Of a package: no path, no URL, nothing of a package's own (`#...`). */
const PACKAGE = /^(?![./#]|[a-z]+:)/;
/** Where the runtime has its modules on AWS. */
const RUNTIME_MODULES = '/var/runtime/node_modules';

export interface Places {
  /** The folders here by what a function calls them, for example `{ '/var/task': '/…/code/1f' }`. */
  readonly folders: Readonly<Record<string, string>>;
  /** `NODE_PATH` as it is on AWS: there `import` heeds it as well as `require`. */
  readonly nodePath: string;
  /** A file URL beside which `@aws-sdk/*` and `@smithy/*` are installed. */
  readonly sdkParent: string;
}

/**
 * Resolves imports as they are on AWS: from the archive or the layer that imports, then from the
 * folders of NODE_PATH, and from nowhere else, though the folder of the code may lie within a
 * project that has more.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-layers.html
 *
 * @param taken told when something is loaded that the runtime has on board
 */
export function resolveAsOnAws({ folders, nodePath, sdkParent }: Places, taken: () => void): void {
  const roots = Object.values(folders).map((folder) => `${pathToFileURL(folder).href}/`);
  const isInside = (url: string | undefined) => roots.some((root) => url?.startsWith(root));
  const searched = nodePath.split(':').map((folder) => folder.replace(/\/$/, ''));
  const require = createRequire(sdkParent);
  let isSearching = false;

  const onBoard = (specifier: string, context: ResolveHookContext, next: Next): ResolveFnOutput => {
    // For `require` Node's own resolution goes by the requiring module, whatever `parentURL` says.
    const found = attempt(() =>
      context.conditions.includes('require')
        ? { url: pathToFileURL(require.resolve(specifier)).href, shortCircuit: true }
        : next(specifier, { ...context, parentURL: sdkParent }),
    );
    if ('url' in found) return found;
    throw notInstalled(specifier, context, found.error);
  };

  /** As if what imports were beside the folder, or in it where it is called otherwise than those of packages. */
  const inFolder = (folder: string, name: string, context: ResolveHookContext, next: Next) => {
    const isOfPackages = path.basename(folder) === 'node_modules';
    const parent = path.join(isOfPackages ? path.dirname(folder) : folder, 'index.js');
    const specifier = isOfPackages ? name : `./${name}`;
    return attempt((): ResolveFnOutput => {
      if (!context.conditions.includes('require')) {
        return next(specifier, { ...context, parentURL: pathToFileURL(parent).href });
      }
      const url = pathToFileURL(createRequire(parent).resolve(specifier)).href;
      return { url, shortCircuit: true };
    });
  };

  const onNodePath = (specifier: string, context: ResolveHookContext, next: Next) => {
    for (const folder of searched) {
      if (folder === RUNTIME_MODULES && ON_BOARD.test(specifier)) {
        taken();
        return onBoard(specifier, context, next);
      }
      const here = placed(folder, folders);
      if (here === undefined) continue;
      const found = inFolder(here, specifier, context, next);
      if ('url' in found && isInside(found.url)) return found;
    }
    return undefined;
  };

  registerHooks({
    resolve(given, context, next) {
      if (isSearching || !isInside(context.parentURL)) return next(given, context);
      const specifier = specifierHere(given, folders, context);
      const own = attempt(() => next(specifier, context));
      if ('url' in own && (isInside(own.url) || isBuiltin(own.url))) return own;
      isSearching = true;
      try {
        const found = PACKAGE.test(specifier) && onNodePath(specifier, context, next);
        if (found) return found;
      } finally {
        isSearching = false;
      }
      throw 'error' in own ? own.error : notFound(specifier, context);
    },
  });
}

type Next = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

/** The folder or file here; undefined: it is in none of the function's. */
function placed(name: string, folders: Places['folders']): string | undefined {
  for (const [there, here] of Object.entries(folders)) {
    if (name === there || name.startsWith(`${there}/`)) return here + name.slice(there.length);
  }
  return undefined;
}

/** Of a path such as `/opt/nodejs/prices.mjs`, or its URL, the file here. */
function specifierHere(
  specifier: string,
  folders: Places['folders'],
  { conditions }: ResolveHookContext,
): string {
  const name = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier;
  const here = placed(name, folders);
  if (here === undefined) return specifier;
  return conditions.includes('require') ? here : pathToFileURL(here).href;
}

function attempt(resolve: () => ResolveFnOutput): ResolveFnOutput | { readonly error: unknown } {
  try {
    return resolve();
  } catch (error) {
    return { error };
  }
}

/** AWS has all of the SDK on board. */
function notInstalled(
  specifier: string,
  { conditions }: ResolveHookContext,
  cause: unknown,
): Error {
  const name = specifier.split('/').slice(0, 2).join('/');
  return Object.assign(
    new Error(
      `Cannot find '${specifier}'. The runtime of AWS has it on board; the local cloud has what is installed beside it: npm install --save-dev ${name}`,
      { cause },
    ),
    { code: conditions.includes('require') ? 'MODULE_NOT_FOUND' : 'ERR_MODULE_NOT_FOUND' },
  );
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
