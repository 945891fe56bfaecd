#!/usr/bin/env bash
# @aws-sdk/client-kinesis 3.1143.0: given an endpoint on http://, it does not speak HTTP/1.1 as the SDK's other
# clients do (here: SQS of the same version). Its first bytes are the preface of HTTP/2 ("PRI * HTTP/2.0"), with
# no upgrade and no TLS that could agree on it. A stand-in for AWS, or a proxy, that serves HTTP/1.1 on its port
# answers every client but this one; on one port for all, the first bytes of a connection have to tell.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-sdk/client-kinesis@3.1143.0 @aws-sdk/client-sqs@3.1143.0
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import { createServer } from 'node:net';
import { KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';

/** The first line that a client sends. */
function firstLine(Client, Command) {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => {}).once('data', (data) => {
        socket.destroy();
        server.close();
        resolve(data.toString('latin1').split('\r\n')[0]);
      });
    });
    server.listen(0, '127.0.0.1', () => {
      const client = new Client({
        endpoint: `http://127.0.0.1:${server.address().port}`,
        region: 'us-east-1',
        credentials: { accessKeyId: 'sample', secretAccessKey: 'sample' },
        maxAttempts: 1,
      });
      client.send(new Command({})).catch(() => {});
    });
  });
}

const lines = {
  sqs: await firstLine(SQSClient, ListQueuesCommand),
  kinesis: await firstLine(KinesisClient, ListStreamsCommand),
};
console.log(lines);
assert.deepEqual(lines, { sqs: 'POST / HTTP/1.1', kinesis: 'PRI * HTTP/2.0' }, 'Not as it was');
process.exit();
JAVASCRIPT
node --no-warnings show.mjs
