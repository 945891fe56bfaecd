#!/usr/bin/env bash
# aws-kinesis-agg 4.2.8: aggregated records come back under each other's partition keys, without an error and
# with a checksum that fits, once one key is a number (a station, an account). Keys are collected as members of a
# JavaScript object and numbered as they come, and written as the object lists them: numbers first, the smallest
# before the others. A record without an explicit hash key gets that of another one; the Kinesis record that is
# to be put has none, unless its first record has. Who counts or orders by partition key after deaggregating
# counts for the wrong one. With a prefix ("station-20") every key stays with its record.
# The format, in which a record names its key by the place in the table:
# https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund aws-kinesis-agg@4.2.8
cat >show.cjs <<'JAVASCRIPT'
const assert = require('node:assert');
const { RecordAggregator, deaggregateSync } = require('aws-kinesis-agg');

/** What is read back of records whose data is their own partition key, as [data, partition key, hash key]. */
function roundTrip(keys, hashKeys = {}) {
  const aggregator = new RecordAggregator();
  for (const key of keys) {
    aggregator.addUserRecord({ partitionKey: key, data: key, explicitHashKey: hashKeys[key] });
  }
  const put = aggregator.build();
  const record = { data: put.data.toString('base64'), partitionKey: put.partitionKey, sequenceNumber: '1' };
  let read;
  deaggregateSync(record, true, (error, records) => {
    assert.equal(error, undefined);
    read = records.map((one) => [
      Buffer.from(one.data, 'base64').toString(),
      one.partitionKey,
      one.explicitPartitionKey,
    ]);
  });
  console.table(read.map(([put, got, hash]) => ({ 'put under': put, 'read under': got, 'hash key': hash })));
  return { read, hashKeyToPut: put.ExplicitHashKey ?? put.explicitHashKey };
}

const numbers = roundTrip(['20', 'depot', '3', '100']);
assert.deepEqual(numbers.read, [
  ['20', '3', undefined], ['depot', '20', undefined], ['3', '100', undefined], ['100', 'depot', undefined],
], 'Not as it was: keys that are numbers');

const prefixed = roundTrip(['station-20', 'station-depot', 'station-3', 'station-100']);
assert(prefixed.read.every(([put, got]) => put === got), 'Not as it was: keys with a prefix');

const hashed = roundTrip(['a', 'b'], { b: '340282366920938463463374607431768211455' });
assert.deepEqual(hashed.read.map(([, , hash]) => hash?.length), [39, 39], 'Not as it was: hash keys');
console.log('explicit hash key to put the record with:', hashed.hashKeyToPut);
assert.equal(hashed.hashKeyToPut, undefined, 'Not as it was: the hash key to put');
JAVASCRIPT
node show.cjs
