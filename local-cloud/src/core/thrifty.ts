/**
 * Variables for a process of ours that make glibc give back what was large as soon as it is freed, and
 * keep one pool for all threads instead of one for each. Other libraries of C take no notice.
 * https://www.gnu.org/software/libc/manual/html_node/Malloc-Tunable-Parameters.html
 */
export const THRIFTY = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/**
 * For a process of Node that reaches this machine alone: it does not read the 150 certificates that come with
 * Node, which takes 10 ms and 2 MB as soon as anything loads `node:https`.
 * https://nodejs.org/docs/latest-v24.x/api/cli.html#--use-bundled-ca---use-openssl-ca
 */
export const NO_CERTIFICATES = '--use-openssl-ca';
