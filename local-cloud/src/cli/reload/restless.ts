/** So often the same files may change during a reload, one after the other, before they are waited for. */
const MOST_IN_A_ROW = 3;
/** What is packaged once the files are quiet has the last word on whose doing it is. */
const LAST_IN_A_ROW = MOST_IN_A_ROW + 1;

/**
 * What to do about files that have changed during a reload: `package` them, as anything that has
 * changed; `wait` for them to be quiet first, as somebody may be saving one change after the other;
 * `leave` them as they are, since packaging, or what is printed, changes them.
 */
export type Verdict = 'package' | 'wait' | 'leave';

/** Takes the files that have changed during each reload, none where nothing did. */
export function restlessness(): (files: readonly string[]) => Verdict {
  let last = '';
  let inARow = 0;
  return (files) => {
    const now = files.join('\0');
    inARow = now === '' ? 0 : now === last ? inARow + 1 : 1;
    last = now;
    if (inARow < MOST_IN_A_ROW) return 'package';
    if (inARow < LAST_IN_A_ROW) return 'wait';
    inARow = 0;
    return 'leave';
  };
}

/** Tells of files that are left as they are. */
export function restlessText(files: readonly string[]): string {
  return (
    `Packaged ${LAST_IN_A_ROW} times in a row, and each time these changed meanwhile: ${files.join(', ')}. ` +
    'Nothing is packaged now until a file changes again. If packaging itself changes them, or what ' +
    'is printed here, name what counts as "sources" of "package" in local-cloud.config.json.'
  );
}
