import { createRequire } from 'node:module';
import { describe, expect, test, vi } from 'vitest';
import { openDatabase, runSql } from './sql.ts';

const isInstalled = (() => {
  try {
    return createRequire(import.meta.url).resolve('@duckdb/node-api') !== '';
  } catch {
    return false;
  }
})();

const run = async (sql: string, variables = {}) => runSql(await openDatabase(), sql, variables);

describe.skipIf(!isInstalled)('the SQL of a job', () => {
  test.each([
    ['reads nothing elsewhere', "FROM read_text('/etc/passwd')", 'operations are disabled'],
    ['finds no way out', "COPY (SELECT 1) TO 'output/../x.csv'", 'operations are disabled'],
    ['opens no file', "ATTACH 'x.db'", 'operations are disabled'],
    ['loads nothing', 'INSTALL httpfs', 'operations are disabled'],
    ['changes no setting', "SET memory_limit = '8GB'", 'the configuration has been locked'],
    ['takes no more memory', 'SELECT list(i) FROM range(50_000_000) t(i)', 'Out of Memory'],
  ])('%s', async (_, sql, message) => {
    await expect(run(sql)).rejects.toThrow(message);
  });

  test('knows its variables, whatever is in them; what cannot be a name is left out', async () => {
    const it = `'); DROP TABLE x; -- "quoted" $1 é`;
    const sql = `SELECT CASE WHEN getvariable('it') != '${it.replaceAll("'", "''")}' THEN error('no') END`;
    await run(sql, { it, 'additional-python-modules': 'duckdb' });
  });

  test('is run to its end, statement by statement', async () => {
    await expect(
      run("CREATE TABLE t AS SELECT 1 AS x; SELECT error('end') FROM t"),
    ).rejects.toThrow('end');
  });
});

test('without DuckDB a job says what to install', async () => {
  vi.doMock('@duckdb/node-api', () => {
    throw new Error('It is not there.');
  });
  await expect(openDatabase()).rejects.toMatchObject({
    name: 'MissingPackage',
    message: expect.stringContaining('npm install --include=optional'),
  });
  vi.doUnmock('@duckdb/node-api');
});
