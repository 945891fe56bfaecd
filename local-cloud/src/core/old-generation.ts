import { getHeapStatistics } from 'node:v8';

const MEGABYTE = 2 ** 20;
/** Of V8, in megabytes, where no flag says otherwise. */
const SEMI_SPACE = 64;
/** The young generation has two of them, and as much for what is moved. */
const SEMI_SPACES = 3;
const FLAG = /--max[-_]semi[-_]space[-_]size[= ](\d+)/;

/**
 * What V8 lets the old generation have, in bytes: what is held lies there, and once it is full the process ends.
 * The limit that V8 tells counts the young generation as well, whose size it tells nowhere.
 *
 * @param whole that limit
 */
export function oldGenerationLimit(whole = getHeapStatistics().heap_size_limit): number {
  return whole - YOUNG;
}

/** Flags are read once: every request asks for the limit. */
const YOUNG = SEMI_SPACES * semiSpace() * MEGABYTE;

function semiSpace(): number {
  const flags = [process.env.NODE_OPTIONS ?? '', ...process.execArgv].join(' ');
  return Number(FLAG.exec(flags)?.[1] ?? SEMI_SPACE);
}
