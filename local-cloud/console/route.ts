import { useLayoutEffect, useState } from 'preact/hooks';

/** Where the page is: `#/executions/<arn>?state=...`. */
export interface Route {
  readonly screen: string;
  /** What comes after the screen; empty for none. */
  readonly rest: string;
  readonly query: URLSearchParams;
}

/** The link to a place; members that are undefined are left out. */
export function linkTo(
  screen: string,
  rest = '',
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given as [string, string][]).toString();
  const path =
    rest === '' ? screen : `${screen}/${encodeURIComponent(rest).replaceAll('%3A', ':')}`;
  return `#/${path}${search === '' ? '' : `?${search}`}`;
}

/** Goes to another look at the same screen: no new step in the browser's history. */
export function replaceLink(link: string): void {
  history.replaceState(null, '', link);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  const [route, setRoute] = useState(currentRoute);
  // At once, and not after the next paint: an address that changes meanwhile would be missed.
  useLayoutEffect(() => {
    const follow = () => setRoute(currentRoute());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}

function currentRoute(): Route {
  const [path = '', query] = location.hash.replace(/^#\/?/, '').split('?');
  const [screen = '', rest = ''] = path.split(/\/(.*)/s);
  return { screen: screen || 'executions', rest: decoded(rest), query: new URLSearchParams(query) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
