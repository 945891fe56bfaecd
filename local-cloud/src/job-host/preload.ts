import { Worker } from 'node:worker_threads';
import { shiftDate } from '../function-host/runtime/clock.ts';
import { guardNetwork } from '../function-host/runtime/network.ts';
import { TIME, type ToJob } from './messages.ts';

/**
 * Comes first in the process of every job: its `Date` tells cloud time, it reaches nothing but this
 * machine, and it ends with the process that started it, whatever it is at.
 */
const time = Float64Array.from(process.env[TIME]!.split(','), Number);
delete process.env[TIME];
shiftDate(time);
guardNetwork();

process.on('message', (message: ToJob) => {
  if (message.type === 'time') time.set(message.time);
});
// It is no reason to stay up for.
process.channel!.unref();

/** The other end of this pipe is held by the process that started it, and by nobody else. */
const WATCH = `
  new (require('node:net').Socket)({ fd: 4 })
    .on('close', () => {
      try {
        process.kill(-process.pid, 'SIGKILL');
      } catch {
        process.kill(process.pid, 'SIGKILL');
      }
    })
    .on('error', () => {})
    .resume();
`;
const resourceLimits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 };
new Worker(WATCH, { eval: true, env: {}, execArgv: [], resourceLimits }).unref();
