import { judgeRecording, type ServiceVerdict } from './judge.ts';
import type { Recording } from './recordings.ts';
import { World } from './world.ts';

/** Judges recordings one after the other, each in a cloud of its own. */
export async function judgeRecordings(recordings: readonly Recording[]): Promise<ServiceVerdict[]> {
  const world = await World.open('services');
  try {
    const verdicts: ServiceVerdict[] = [];
    for (const recording of recordings) {
      verdicts.push(await judgeRecording(recording, (target) => world.serves(target)));
    }
    return verdicts;
  } finally {
    await world.close();
  }
}
