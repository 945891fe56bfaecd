#!/usr/bin/env bash
# croner 11.0.1 and cron-parser 5.10.6: schedules of EventBridge, taken out of their cron(...), are valid to both
# and mean something else, without an error. EventBridge's six fields end with a year; theirs begin with seconds,
# so that "15 12 * * ? *" (every day at 12:15) is 15 seconds past the 12th minute of every hour, and
# "0 8 1 * ? *" (the first of the month at 8:00) is 1:08 every day. Without the year the days of the week are one
# off: "0 8 ? * 2" is Monday to EventBridge, where Sunday is 1, and Tuesday to them, where Sunday is 0.
# What AWS means: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund croner@11.0.1 cron-parser@5.10.6
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';

const from = new Date('2026-01-01T00:00:00Z');
const readers = {
  croner: (schedule) => new Cron(schedule, { timezone: 'UTC' }).nextRuns(2, from),
  'cron-parser': (schedule) => {
    const runs = CronExpressionParser.parse(schedule, { tz: 'UTC', currentDate: from });
    return [runs.next().toDate(), runs.next().toDate()];
  },
};
const schedules = [
  ['15 12 * * ? *', '2026-01-01T12:15', ['2026-01-01T00:12:15.000Z', '2026-01-01T01:12:15.000Z']],
  ['0 8 1 * ? *', '2026-01-01T08:00', ['2026-01-01T01:08:00.000Z', '2026-01-02T01:08:00.000Z']],
  ['0 8 ? * 2', '2026-01-05T08:00, a Monday', ['2026-01-06T08:00:00.000Z', '2026-01-13T08:00:00.000Z']],
];
for (const [schedule, aws, as] of schedules) {
  for (const [name, read] of Object.entries(readers)) {
    const runs = read(schedule).map((run) => run.toISOString());
    console.log(schedule.padEnd(14), name.padEnd(11), runs.join(' '), ` EventBridge: ${aws}`);
    assert.deepEqual(runs, as, 'Not as it was');
  }
}
JAVASCRIPT
node show.mjs
