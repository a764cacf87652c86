/**
 * Where somebody was before signing in, from the fragment of the sign-in page; null for anything but a page of this site.
 * The address is whole: a path alone that begins with two slashes would lead to another site.
 */
export function comingBack(fragment: string, origin: string): string | null {
  try {
    const wanted = decodeURIComponent(fragment.slice(1));
    const target = new URL(wanted, origin);
    return wanted.startsWith("/") && target.origin === origin && !target.pathname.endsWith("/sign-in") ? target.href : null;
  } catch {
    return null; // a mangled link: the first page will do
  }
}
