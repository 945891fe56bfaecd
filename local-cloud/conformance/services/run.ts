import { judgeRecording, type ServiceVerdict } from './judge.ts';
import type { Recording } from './recordings.ts';
import { World } from './world.ts';

/** Judges recordings one after the other, each in a cloud of its own. */
export async function judgeRecordings(recordings: readonly Recording[]): Promise<ServiceVerdict[]> {
  const world = await World.open('services');
  try {
    const verdicts: ServiceVerdict[] = [];
    for (const recording of recordings) verdicts.push(await judge(recording, world));
    return verdicts;
  } finally {
    await world.close();
  }
}

/** A recording that cannot even be judged is a miss: the others still count. */
async function judge(recording: Recording, world: World): Promise<ServiceVerdict> {
  try {
    return await judgeRecording(recording, (target) => world.serves(target));
  } catch (error) {
    const misses = [(error as Error).stack ?? String(error)];
    const replayed = { agreeing: 0, differing: 1, misses, unjudged: [], doubts: 0 };
    return { recording, missing: [], replayed };
  }
}
