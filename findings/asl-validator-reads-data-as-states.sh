#!/usr/bin/env bash
# asl-validator 4.0.0 looks for states and transitions in the whole document, data included, and so
#   - refuses valid definitions: one whose Payload, Arguments, Result or Output has a member Next, Default, StartAt
#     or States, or that has a state of the name Default;
#   - writes QueryLanguage into its input, not into states alone, but into data that is under a member States: the
#     definition is another one afterwards, and is packaged or run as that by what validates first. With
#     aws-local-stepfunctions 3.0.0, which validates too, a Pass state answers what nobody wrote.
# Give it a copy (structuredClone), and do not take its no for AWS's: ValidateStateMachineDefinition is the measure.
# A state's name is any text of up to 80 characters, and a Result any JSON:
# https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund asl-validator@4.0.0 aws-local-stepfunctions@3.0.0
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import validator from 'asl-validator';
import { StateMachine } from 'aws-local-stepfunctions';

const machine = (state) => ({ StartAt: 'Only', States: { Only: { ...state, End: true } } });
const task = (Payload) =>
  machine({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f', Payload } });
const called = (name) => ({
  StartAt: 'Choose',
  States: {
    Choose: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: name }], Default: name },
    [name]: { Type: 'Succeed' },
  },
});

for (const [what, definition, valid] of [
  ['a payload with a member next', task({ next: 'tomorrow' }), true],
  ['a payload with a member Next', task({ Next: 'tomorrow' }), false],
  ['a result with a member States', machine({ Type: 'Pass', Result: { States: { Ohio: { rides: 1 } } } }), false],
  ['a result with a member Default', machine({ Type: 'Pass', Result: { Default: 10 } }), false],
  ['a state called Otherwise', called('Otherwise'), true],
  ['a state called Default', called('Default'), false],
]) {
  const { isValid, errors } = validator(definition);
  console.log(what.padEnd(32), isValid ? 'valid' : errors.map((error) => error.Message).join(' '));
  assert.equal(isValid, valid, 'Not as it was: valid or not');
}

const template = () => ({ StartAt: 'Other', States: { Other: { Type: 'Pass', End: true } } });
const validated = machine({ Type: 'Pass', Result: template() });
assert(validator(validated).isValid, 'Not as it was: data that could be a machine');
const ran = await new StateMachine(machine({ Type: 'Pass', Result: template() })).run({}).result;
for (const [when, data] of [['validated', validated.States.Only.Result], ['run', ran]]) {
  console.log(`data after it was ${when}:`.padEnd(32), JSON.stringify(data.States.Other));
  assert.deepEqual(data.States.Other, { ...template().States.Other, QueryLanguage: 'JSONPath' }, 'Not as it was: data');
}
JAVASCRIPT
node --no-warnings show.mjs
