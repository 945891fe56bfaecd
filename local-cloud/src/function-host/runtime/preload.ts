import { createRequire } from 'node:module';

/**
 * What nearly every function loads: Node's modules behind HTTP and signatures, and the parts that
 * all AWS clients share, which the smallest of them brings along. None of it keeps anything of
 * what loads it.
 */
const COMMON = ['node:crypto', 'node:https', 'node:http2', 'node:zlib', '@aws-sdk/client-sts'];

/** Loads them while there is nothing else to do. */
export function preload(sdkParent: string): void {
  const require = createRequire(sdkParent);
  for (const name of COMMON) require(name);
}
