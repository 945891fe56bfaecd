import { spawn } from 'node:child_process';
import { shiftDate, timeOf } from '../function-host/runtime/clock.ts';
import { guardNetwork } from '../function-host/runtime/network.ts';
import { FILES } from './messages.ts';

/**
 * Comes first in the process of every job: its `Date` tells cloud time, it reaches nothing but this
 * machine, and it ends with the process that started it, whatever it is at.
 */
delete process.env.NODE_COMPILE_CACHE;
shiftDate(timeOf(FILES.time));
guardNetwork();

// It is no reason to stay up for.
process.channel!.unref();

/**
 * The other end of this pipe is held by the process that started this one, and by nobody else: when it is
 * closed, a shell in this process's group ends the group. This process may be too busy to see it.
 */
const WATCH = 'read -r _ <&3; kill -9 0';
spawn('/bin/sh', ['-c', WATCH], { stdio: ['ignore', 'ignore', 'ignore', FILES.life] })
  // On Windows there is none, and the process sees to it itself.
  .on('error', () => process.on('disconnect', () => process.exit()))
  .unref();
