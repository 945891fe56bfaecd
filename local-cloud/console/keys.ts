/** Whether a key is meant for a field, or for the browser. */
export function isTyping({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isField = target instanceof Element && target.matches('input, select, textarea');
  return isField || ctrlKey || metaKey || altKey;
}

/** Whether a key is meant for a text that scrolls: the graph goes with the states. */
export function isScrolling({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches('pre, .scrolls-x');
}
