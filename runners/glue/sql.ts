import type { DuckDBConnection } from '@duckdb/node-api';

/** One thread, so that the same rows give the same bytes. */
const SETTINGS = `
  SET threads = 1;
  SET memory_limit = '256MB';
  SET autoload_known_extensions = false;
  SET autoinstall_known_extensions = false;
  SET allowed_directories = ['input/', 'output/'];
  SET enable_external_access = false;
  SET lock_configuration = true;`;

/** DuckDB is an optional package, for those who have jobs of Glue run. */
class MissingPackage extends Error {
  override readonly name = 'MissingPackage';
}

/**
 * A database in memory, for one job.
 *
 * @throws MissingPackage
 */
export async function openDatabase(): Promise<DuckDBConnection> {
  const { DuckDBConnection } = await import('@duckdb/node-api').catch((cause: unknown) => {
    throw new MissingPackage(
      'To run jobs of Glue, the package @duckdb/node-api is needed, which is not installed. ' +
        'Install what is optional, too: npm install --include=optional',
      { cause },
    );
  });
  return DuckDBConnection.create();
}

/**
 * Runs all statements of a file, which reaches the folders `input` and `output` and nothing else.
 *
 * @param database gone afterwards
 * @param variables what `getvariable` gives, where the name is one of a variable
 */
export async function runSql(
  database: DuckDBConnection,
  sql: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  await database.run(SETTINGS);
  for (const [name, value] of Object.entries(variables)) {
    if (/^[a-z_]\w*$/i.test(name)) await database.run(`SET VARIABLE "${name}" = $1`, [value!]);
  }
  await database.run(sql);
  database.closeSync();
}
