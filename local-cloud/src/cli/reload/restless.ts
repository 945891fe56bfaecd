/** So often the same files may change during a reload, one after the other. */
const MOST_IN_A_ROW = 3;

/**
 * Takes the files that have changed during each reload, and gives what to tell when the same ones
 * have so often that this is its own doing.
 */
export function restlessness(): (files: readonly string[]) => string | undefined {
  let last = '';
  let inARow = 0;
  return (files) => {
    const now = files.join('\0');
    inARow = now === '' ? 0 : now === last ? inARow + 1 : 1;
    last = now;
    if (inARow < MOST_IN_A_ROW) return undefined;
    inARow = 0;
    return restlessText(files);
  };
}

function restlessText(files: readonly string[]): string {
  return (
    `Packaged ${MOST_IN_A_ROW} times in a row, and each time these changed meanwhile: ${files.join(', ')}. ` +
    'Nothing is packaged now until a file changes again. If packaging itself changes them, or what ' +
    'is printed here, name what counts as "sources" of "package" in local-cloud.config.json.'
  );
}
