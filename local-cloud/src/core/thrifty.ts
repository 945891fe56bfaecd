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
