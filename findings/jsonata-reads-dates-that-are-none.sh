#!/usr/bin/env bash
# jsonata 2.0.6 (the version that Step Functions documents; 2.2.2 is alike): dates go wrong without an error.
#   - $toMillis reads the years of two digits that $fromMillis writes by the same picture as those of the last
#     century: an invoice that is due on 29.11.26 has been due for a hundred years;
#   - days and months that do not exist roll over, by a picture and as ISO 8601 alike: 30.02.2026 is 2 March,
#     99.99.2026 is in 2034, so that "it parsed" is no check of a form, or of what was read off a page;
#   - a week of the year is read and dropped: the 48th is 1 January; and the name of a day is not compared;
#   - $fromMillis writes zones as +01:00 and takes them as +0100: the form that it writes is one minute to it.
# https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund documented@npm:jsonata@2.0.6 newest@npm:jsonata@2.2.2
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import documented from 'documented';
import newest from 'newest';

const expected = {
  '$fromMillis(1795910400000, "[D01].[M01].[Y01]")': '29.11.26',
  '$fromMillis($toMillis("29.11.26", "[D01].[M01].[Y01]"))': '1926-11-29T00:00:00.000Z',
  '$fromMillis($toMillis("30.02.2026", "[D01].[M01].[Y0001]"))': '2026-03-02T00:00:00.000Z',
  '$fromMillis($toMillis("2026-02-30"))': '2026-03-02T00:00:00.000Z',
  '$fromMillis($toMillis("99.99.2026", "[D01].[M01].[Y0001]"))': '2034-06-07T00:00:00.000Z',
  '$fromMillis($toMillis("2026 48", "[Y0001] [W01]"))': '2026-01-01T00:00:00.000Z',
  '$fromMillis($toMillis("Monday 29.11.2026", "[FNn] [D01].[M01].[Y0001]"))': '2026-11-29T00:00:00.000Z',
  '$fromMillis(0, (), "+0100")': '1970-01-01T01:00:00.000+01:00',
  '$fromMillis(0, "[H01]:[m01]", "+0100")': '01:00',
  '$fromMillis(0, "[H01]:[m01]", "+01:00")': '00:01',
};
for (const [expression, value] of Object.entries(expected)) {
  const seen = [await documented(expression).evaluate({}), await newest(expression).evaluate({})];
  console.log(expression.padEnd(75), seen[0]);
  assert.deepEqual(seen, [value, value], 'Not as it was');
}
JAVASCRIPT
node show.mjs
