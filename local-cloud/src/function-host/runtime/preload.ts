import { createRequire } from 'node:module';

/**
 * Loads modules while there is nothing else to do. None of them keeps anything of what loads it.
 *
 * @param sdkParent a file URL beside which `@aws-sdk/*` is installed
 */
export function preload(names: readonly string[], sdkParent: string): void {
  const require = createRequire(sdkParent);
  for (const name of names) require(name);
}
