#!/usr/bin/env bash
# aws-local-stepfunctions 3.0.0: a Choice goes where it does not on AWS, without an error.
#   - IsPresent, IsNull, IsString, IsNumeric, IsBoolean and IsTimestamp with `false` are never true, so that the
#     branch for a member that is missing is not taken by any input, while `true` and Not work;
#   - the comparisons of size convert as JavaScript does: null and "4" are less than the number 5, and a number is
#     compared with a timestamp as milliseconds. On AWS a value of another type matches no rule, and the execution
#     goes on at Default: a definition that lacks its IsNumeric passes here and takes another branch there.
# Two intrinsic functions answer otherwise, too: States.StringSplit takes its second argument for one separator, where
# each of its characters is one on AWS; States.MathAdd adds fractions, where AWS adds rounded integers.
# https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
# https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund aws-local-stepfunctions@3.0.0
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import { StateMachine } from 'aws-local-stepfunctions';

const run = (definition, input) => new StateMachine(definition).run(input).result;
const choose = (rule, input) =>
  run(
    {
      StartAt: 'Choose',
      States: {
        Choose: { Type: 'Choice', Choices: [{ Variable: '$.a', ...rule, Next: 'Rule' }], Default: 'Otherwise' },
        Rule: { Type: 'Pass', Result: 'rule', End: true },
        Otherwise: { Type: 'Pass', Result: 'default', End: true },
      },
    },
    input,
  );
const call = async (intrinsic) => {
  const Call = { Type: 'Pass', Parameters: { 'a.$': intrinsic }, End: true };
  return (await run({ StartAt: 'Call', States: { Call } }, { price: 1.6 })).a;
};
const show = (what, here, expected, aws) => {
  console.log(what.padEnd(62), JSON.stringify(here), ' AWS:', JSON.stringify(aws));
  assert.deepEqual(here, expected, 'Not as it was');
};

for (const [rule, input, expected, aws] of [
  [{ IsPresent: true }, { a: 1 }, 'rule', 'rule'],
  [{ IsPresent: false }, {}, 'default', 'rule'],
  [{ IsNull: false }, { a: 1 }, 'default', 'rule'],
  [{ IsString: false }, { a: 1 }, 'default', 'rule'],
  [{ NumericLessThan: 5 }, { a: '4' }, 'rule', 'default'],
  [{ NumericLessThan: 5 }, { a: null }, 'rule', 'default'],
  [{ TimestampLessThanEquals: '2026-11-29T00:00:00Z' }, { a: 5 }, 'rule', 'default'],
]) {
  show(`${JSON.stringify(rule)} of ${JSON.stringify(input)}`, await choose(rule, input), expected, aws);
}
for (const [intrinsic, expected, aws] of [
  ["States.StringSplit('2026-11/29', '-/')", ['2026-11/29'], ['2026', '11', '29']],
  ['States.MathAdd($.price, 1)', 2.6, 3],
]) {
  show(intrinsic, await call(intrinsic), expected, aws);
}
JAVASCRIPT
node --no-warnings show.mjs
