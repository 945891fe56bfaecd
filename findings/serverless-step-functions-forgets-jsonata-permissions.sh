#!/usr/bin/env bash
# serverless-step-functions 3.31.2 (with osls 4.3.1): where a state machine names no role, the plugin makes one from
# the definition. Of the same five Tasks, written with JSONPath and with JSONata, the second role lacks
# sqs:SendMessage and sns:Publish: for these two it looks into Parameters alone, where a JSONata state has Arguments.
# It says in a line that Parameters are missing, packages all the same, and the execution fails on AWS with
# AccessDenied. For dynamodb:putItem, lambda:invoke and states:startExecution it looks into both.
# https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts osls@4.3.1 serverless-step-functions@3.31.2
cat >make.mjs <<'JAVASCRIPT'
import { writeFileSync } from 'node:fs';

const here = 'us-east-1:123456789012';
const tasks = [
  ['sqs:sendMessage', { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/sample', MessageBody: 'sample' }],
  ['sns:publish', { TopicArn: `arn:aws:sns:${here}:sample`, Message: 'sample' }],
  ['dynamodb:putItem', { TableName: 'sample', Item: { id: { S: 'sample' } } }],
  ['lambda:invoke', { FunctionName: `arn:aws:lambda:${here}:function:sample` }],
  ['states:startExecution', { StateMachineArn: `arn:aws:states:${here}:stateMachine:sample` }],
];
const machine = (name, QueryLanguage, fields) => {
  const States = tasks.map(([action, values], at) => {
    const onward = at < tasks.length - 1 ? { Next: `S${at + 1}` } : { End: true };
    return [`S${at}`, { Type: 'Task', Resource: `arn:aws:states:::${action}`, [fields]: values, ...onward }];
  });
  return { name, definition: { QueryLanguage, StartAt: 'S0', States: Object.fromEntries(States) } };
};
writeFileSync('serverless.json', JSON.stringify({
  service: 'sample',
  provider: { name: 'aws', region: 'us-east-1', runtime: 'nodejs24.x' },
  plugins: ['serverless-step-functions'],
  stepFunctions: {
    stateMachines: {
      path: machine('path', 'JSONPath', 'Parameters'),
      ata: machine('ata', 'JSONata', 'Arguments'),
    },
  },
}));
JAVASCRIPT
node make.mjs
AWS_ACCESS_KEY_ID=sample AWS_SECRET_ACCESS_KEY=sample npx --no-install osls package 2>&1 | grep -i 'missing' || true
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import { readFileSync } from 'node:fs';

const { Resources } = JSON.parse(readFileSync('.serverless/cloudformation-template-update-stack.json'));
const allowed = (role) => Resources[role].Properties.Policies[0].PolicyDocument.Statement.flatMap(({ Action }) => Action);
const [path, ata] = [allowed('PathRole'), allowed('AtaRole')];
console.log('JSONPath:', path.join(' '));
console.log('JSONata: ', ata.join(' '));
assert.deepEqual(path.filter((action) => !ata.includes(action)), ['sqs:SendMessage', 'sns:Publish'], 'Not as it was');
JAVASCRIPT
node show.mjs
