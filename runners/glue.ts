import { mkdir } from 'node:fs/promises';
import { download, textAt, upload } from './glue/objects.ts';
import { openDatabase, runSql } from './glue/sql.ts';

/** What Glue gives a job. */
interface Run {
  readonly JobName: string;
  readonly Arguments: Readonly<Record<string, string>>;
}

/**
 * Runs a job of Glue whose script is functions/ml-retraining/etl.py: the job's own SQL file in DuckDB, over
 * objects of S3. Its arguments, and what the SQL may do, are told there.
 */
export default async function run({ JobName, Arguments }: Run): Promise<void> {
  const { sql, input, output, ...variables } = named(Arguments);
  if (sql === undefined || input === undefined || output === undefined) {
    throw new TypeError(
      `The job ${JobName} needs the arguments --sql, --input and --output: ` +
        'runners/glue.ts runs a SQL file, and no script of another kind.',
    );
  }
  const [database, objects, statements] = await Promise.all([
    openDatabase(),
    download(input, 'input'),
    textAt(sql),
  ]);
  console.log(`Read ${objects} objects of ${input}`);
  await mkdir('output');
  await runSql(database, statements, variables);
  for (const uri of await upload('output', output)) console.log(`Wrote ${uri}`);
}

function named(args: Readonly<Record<string, string>>): Partial<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name.replace(/^--/, ''), value]),
  );
}
