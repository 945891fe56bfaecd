import { shiftDate, timeOf } from '../function-host/runtime/clock.ts';
import { guardNetwork } from '../function-host/runtime/network.ts';
import { TIME_FILE } from './messages.ts';

/**
 * Comes first in the process of every job: its `Date` tells cloud time, it reaches nothing but this
 * machine, and it ends with the process that started it (`Reaper` sees to that where it is busy).
 */
delete process.env.NODE_COMPILE_CACHE;
shiftDate(timeOf(TIME_FILE));
guardNetwork();

process.on('disconnect', () => process.exit());
// It is no reason to stay up for.
process.channel!.unref();
