import { callControl } from '../client/control.ts';
import { formatDuration, NEXT_SCHEDULE, parseDuration } from '../core/duration.ts';
import { UserError } from '../core/errors.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { ENDPOINT_OPTION, runningEndpoint } from './endpoint.ts';

interface ClockState {
  readonly now: number;
  readonly nextDue: number | null;
  readonly nextSchedule: number | null;
  readonly moved?: boolean;
}

export const clockCommand: Command = {
  name: 'clock',
  usage: '[advance <duration> | next]',
  help: `Tell or move cloud time
Without a word: tells the time and what is due next.
advance <duration>: lets that much time pass (3d, 24h, 90m, PT1H30M), firing
what comes due. Ctrl+C: time stays where it has come to.
advance schedule: goes on to the next run of a schedule.
next: waits until nothing is in flight, then jumps to the next timer.
Schedules go on for ever, so next does not jump to them; advance does.`,
  positionals: [0, 2],
  options: { json: JSON_OPTION, endpoint: ENDPOINT_OPTION },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    const [method, path, body] = requestFor(positionals);
    const endpoint = await runningEndpoint(invocation);
    const state = (await callControl(endpoint, method, path, body)) as ClockState;
    terminal.out(flags.json ? JSON.stringify(state) : describe(state));
    return 0;
  },
};

function requestFor([word, duration]: readonly string[]): [string, string, object?] {
  if (word === undefined) return ['GET', '/clock'];
  if (word === 'next' && duration === undefined) return ['POST', '/clock/next', {}];
  if (word === 'advance' && duration !== undefined) {
    if (duration !== NEXT_SCHEDULE) parseDuration(duration);
    return ['POST', '/clock/advance', { duration }];
  }
  throw new UserError(
    'local-cloud clock takes `advance <duration>`, `advance schedule`, `next`, or nothing',
    {
      fix: 'See `local-cloud clock --help`',
      exitCode: 2,
    },
  );
}

function describe({ now, nextDue, nextSchedule, moved }: ClockState): string {
  const waiting =
    nextDue === null
      ? 'Nothing waits for the clock.'
      : `The next timer is due in ${formatDuration(Math.max(0, nextDue - now))}.`;
  const stood = moved === false ? 'There was nothing to jump to. ' : '';
  const time = `${stood}Cloud time is ${new Date(now).toISOString()}. ${waiting}`;
  return nextSchedule === null ? time : `${time}\n${scheduled(nextSchedule - now)}`;
}

function scheduled(ms: number): string {
  const span = Math.ceil(ms / 1000) * 1000;
  return `The next schedule fires in ${formatDuration(span)}; \`next\` does not jump to schedules, \`local-cloud clock advance ${NEXT_SCHEDULE}\` does.`;
}
