import { expect, test } from 'vitest';
import { LONGEST_MS, QUIET_MS, untilQuiet } from './quiet.ts';

/** Files of which one is saved during so many of the sleeps, the first ones. */
function saving(saves: number) {
  let saved = 0;
  const slept: number[] = [];
  const digests = () => new Map([['serverless.yml', `${saved}`]]);
  const sleep = async (ms: number) => {
    slept.push(ms);
    if (saved < saves) saved += 1;
  };
  return { digests, sleep, slept };
}

test('as long as files change there is another while to wait for', async () => {
  const { digests, sleep, slept } = saving(3);
  await untilQuiet(digests, () => false, sleep);
  expect(slept).toEqual([QUIET_MS, QUIET_MS, QUIET_MS, QUIET_MS]);
});

test('files that never are quiet are not waited for forever', async () => {
  const { digests, sleep, slept } = saving(Infinity);
  await untilQuiet(digests, () => false, sleep);
  expect(slept.reduce((total, ms) => total + ms)).toBe(LONGEST_MS);
});

test('nothing is looked at any more once nobody waits', async () => {
  const { digests, sleep, slept } = saving(3);
  let isStopped = false;
  const stopping = async (ms: number) => {
    await sleep(ms);
    isStopped = true;
  };
  const looking = () => {
    expect(isStopped).toBe(false);
    return digests();
  };
  await untilQuiet(looking, () => isStopped, stopping);
  expect(slept).toEqual([QUIET_MS]);
});
