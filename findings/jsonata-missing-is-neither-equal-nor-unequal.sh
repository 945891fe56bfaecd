#!/usr/bin/env bash
# jsonata 2.0.6 (the version that Step Functions documents; 2.2.2 is alike): of a member that is not there, both
# `= x` and `!= x` are false, even `missing != missing`, and so is `!= null`. A Choice rule with the Condition
# {% $states.input.status != "DONE" %} does not fire for an order that has no status yet: it goes to Default, as one
# that is done, with no error, where JSONPath's Not would have failed by name. $not(status = "DONE") is true.
# $not of the member itself is neither: $not(cancelled) and $boolean(cancelled) give nothing at all, and a Condition
# that gives nothing ends the execution with States.QueryEvaluationError: write $not($exists(cancelled) and cancelled).
# Of `and` and `or`, missing operands are false; and `in` and $exists are safe.
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
  'status = "DONE"': false,
  'status != "DONE"': false,
  'status != null': false,
  'status != status': false,
  '$not(status = "DONE")': true,
  '$not(status in ["DONE"])': true,
  '$boolean(cancelled)': undefined,
  '$not(cancelled)': undefined,
  '$not(cancelled) or false': false,
  '$not($exists(cancelled) and cancelled)': true,
};
for (const [expression, value] of Object.entries(expected)) {
  const seen = [await documented(expression).evaluate({ id: 1 }), await newest(expression).evaluate({ id: 1 })];
  console.log(expression.padEnd(40), seen[0] ?? 'nothing');
  assert.deepEqual(seen, [value, value], 'Not as it was');
}
JAVASCRIPT
node show.mjs
