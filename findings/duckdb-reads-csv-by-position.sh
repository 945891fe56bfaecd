#!/usr/bin/env bash
# @duckdb/node-api 1.4.4-r.3: read_csv can be told columns, types and the date's format, with auto_detect
# off, and still reads valid CSV wrong without an error:
#   - names in the header are not compared: columns in another order are read under the wrong names, and of
#     a file without a header the first row is lost;
#   - with store_rejects, rejected rows cannot be counted: a row that lacks two columns is two rows of
#     reject_errors, and a quote that is not closed makes one of all rows to the end of the file;
#   - a text that only begins with a date is one: TRY_CAST('2026-01-05x' AS DATE) is 2026-01-05.
# With auto_detect, one odd row turns the whole file into one column. Read the lines (read_blob, or a single
# VARCHAR column), compare the header, split and convert each row alone, and dates by try_strptime.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.4.4-r.3
rows() { for day in 01 02 03 04 05 06 07 08 09 10; do echo "2026-01-$day,5,0.5"; done; }
{ echo date,temp,rides; echo 2026-01-01,10,20; } >swapped.csv
rows >headless.csv
{ echo date,rides,temp; rows; echo n/a; rows; } >short.csv
{ echo date,rides,temp; rows; echo '2026-01-11,"5,0.5'; rows; } >quote.csv
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import { DuckDBConnection } from '@duckdb/node-api';

const connection = await DuckDBConnection.create();
const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson();
const told = (file) => `read_csv('${file}', auto_detect = false, header = true, delim = ',', quote = '"',
  escape = '"', columns = { date: 'DATE', rides: 'INTEGER', temp: 'DOUBLE' }, dateformat = '%Y-%m-%d',
  store_rejects = true)`;

const show = async (what, sql, expected) => {
  const seen = await rows(sql);
  console.log(what, JSON.stringify(seen));
  assert.deepEqual(seen, expected, 'Not as it was');
};
await show('temp as rides:', `SELECT rides, temp FROM ${told('swapped.csv')}`, [[10, 20]]);
await show('of ten rows:', `SELECT count(*) FROM ${told('headless.csv')}`, [['9']]);
await show('of twenty and a bad one:', `SELECT count(*) FROM ${told('short.csv')}`, [['20']]);
await show('rejects:', 'SELECT count(*) FROM reject_errors', [['2']]);
await connection.run('DROP TABLE reject_errors; DROP TABLE reject_scans');
await show('of twenty and a bad one:', `SELECT count(*) FROM ${told('quote.csv')}`, [['10']]);
await show('rejects:', 'SELECT count(*) FROM reject_errors', [['1']]);
await show('a date:', "SELECT TRY_CAST('2026-01-05x' AS DATE)::VARCHAR", [['2026-01-05']]);
await show('strictly:', "SELECT try_strptime('2026-01-05x', '%Y-%m-%d')", [[null]]);
await show('detected:', "SELECT column_name FROM (DESCRIBE FROM 'short.csv')", [['date,rides,temp']]);
JAVASCRIPT
node show.mjs
