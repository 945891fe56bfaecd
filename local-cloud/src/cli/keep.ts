import { UserError } from '../core/errors.ts';
import { KEPT_MEGABYTES } from '../core/keep.ts';
import type { Option } from './command.ts';

export const KEEP_OPTION: Option = {
  type: 'string',
  value: 'MB',
  help: `how much of histories and logs is kept in memory (default ${KEPT_MEGABYTES})`,
};

/** The megabytes of `--keep`. Undefined: as many as is usual. */
export function keptOf(flag: string | boolean | undefined): number | undefined {
  if (flag === undefined) return undefined;
  const megabytes = Number(flag);
  if (Number.isInteger(megabytes) && megabytes > 0) return megabytes;
  throw new UserError(`"${flag}" is no number of megabytes to keep`, {
    fix: 'Give a whole number from 1 on, such as 2048.',
    exitCode: 2,
  });
}
