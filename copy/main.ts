import { join, resolve } from 'node:path';
import { UserError } from 'local-cloud';
import { workflowNames } from '../serverless/compose.ts';
import { copyWorkflow } from './copy-workflow.ts';
import { packLocalCloud } from './pack.ts';

/**
 * Writes one workflow as a project of its own.
 *
 *   npm run copy -- <workflow> <folder>
 */
const root = join(import.meta.dirname, '..');

/** npm runs scripts in the root of the project, and keeps where it was started. */
const startedIn = process.env.INIT_CWD ?? process.cwd();

function main([slug, folder, ...rest]: readonly string[]): void {
  if (slug === undefined || folder === undefined || rest.length > 0) {
    const names = workflowNames(join(root, 'workflows')).join(', ');
    throw new UserError('A copy takes a workflow and a folder', {
      fix: `npm run copy -- <workflow> <folder>, where <workflow> is one of: ${names}`,
      exitCode: 2,
    });
  }
  const target = resolve(startedIn, folder);
  copyWorkflow(root, slug, target, (...words) => {
    process.stderr.write('Packing the local cloud, which takes a while ...\n');
    packLocalCloud(...words);
  });
  process.stdout.write(`${slug} is in ${target}. Its README tells how to go on:

  cd ${folder}
  npm install
  npm run demo
`);
}

/** What the file system says, the reader can mend; anything else is a mistake of ours. */
function forPeople(error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  return new UserError('The project could not be written', { why: error.message, cause: error });
}

// Ctrl+C ends npm too; what has been written by then is removed before this ends.
process.on('SIGINT', () => {});

try {
  main(process.argv.slice(2));
} catch (error) {
  const { shown, exitCode } = forPeople(error);
  process.stderr.write(`${shown}\n`);
  process.exitCode = exitCode;
}
