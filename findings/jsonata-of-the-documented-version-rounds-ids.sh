#!/usr/bin/env bash
# jsonata 2.0.6, the version that Step Functions documents, and 2.2.2, the one that npm installs: the same expression
# writes different numbers. 2.0.6 rounds every number to 15 digits when it becomes text, integers that a double
# holds exactly among them: "order-" & 1234567890123456 ends with 3460, and so does the number inside of
# $string($states.input), the usual body of an SQS message: an id of 16 digits leaves as another id that is valid,
# too. 2.2.2 keeps integers. So does AWS where others measured it (2^63 is 9223372036854776000 there, of 16 digits:
# https://github.com/floci-io/floci/pull/2683), so that who pins the documented version, to test expressions as AWS
# runs them, sees ids change that AWS leaves. Both round fractions: a time in seconds loses its microseconds.
# The same in all: a number that stays a number, and $formatNumber(id, "0").
# The version: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
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

const input = { id: 1234567890123456, time: 1764374400.123456 };
const expected = {
  id: [1234567890123456, 1234567890123456],
  '"order-" & id': ['order-1234567890123460', 'order-1234567890123456'],
  '$string($)': [
    '{"id":1234567890123460,"time":1764374400.12346}',
    '{"id":1234567890123456,"time":1764374400.12346}',
  ],
  '{ $string(id): "paid" }': [{ 1234567890123460: 'paid' }, { 1234567890123456: 'paid' }],
  '$number($string(id)) = id': [false, true],
  '$string($power(2, 63))': ['9223372036854780000', '9223372036854776000'],
  '$formatNumber(id, "0")': ['1234567890123456', '1234567890123456'],
};
for (const [expression, both] of Object.entries(expected)) {
  const seen = [await documented(expression).evaluate(input), await newest(expression).evaluate(input)];
  console.log(expression, '\n  2.0.6:', seen[0], '\n  2.2.2:', seen[1]);
  assert.equal(JSON.stringify(seen), JSON.stringify(both), 'Not as it was');
}
JAVASCRIPT
node show.mjs
