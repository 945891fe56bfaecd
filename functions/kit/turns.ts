/**
 * Lets work wait for what has the same key and came before it, and for nothing else. Behind work
 * that failed none of its key is begun: it fails alike.
 */
export function inTurns() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    last.set(key, mine);
    return mine;
  };
}
