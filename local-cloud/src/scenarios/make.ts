import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../core/errors.ts';

/** What a function of a module beside scenarios.yml makes: bytes, or a text. */
export type Made = string | Uint8Array;

/**
 * What `samples.ts#plain` stands for: what the function `plain` of that module makes. A sample that is
 * made when it is sent need not lie in the project as a file.
 *
 * @throws UserError when there is no such module or function
 */
export async function make(directory: string, name: string): Promise<Made> {
  const [file = '', exported = ''] = name.split('#');
  const module = await load(join(directory, file));
  const maker = Object.hasOwn(module, exported) ? module[exported] : undefined;
  if (typeof maker === 'function') return (await maker()) as Made;
  throw new UserError(`${file} has no function "${exported}"`, {
    why: `A scenario sends what it makes: ${name}`,
    fix: `It exports: ${Object.keys(module).sort().join(', ') || 'nothing'}`,
  });
}

async function load(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    throw new UserError(`The module ${path} cannot be loaded`, {
      why: (error as Error).message,
      cause: error,
    });
  }
}
