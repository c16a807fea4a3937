/** A base and a URL below it, with one slash between them. A URL with a host of its own stays as it is, unless all go `below` the base. */
export function urlIn(base: string | undefined, url: string, below = false): string {
  // as nearly all are written: this runs for every call
  if (base?.endsWith('/') === false && /^\/[^/]/.test(url)) return base + url
  if (!base || (!below && /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(url))) return url
  return url === '' ? base : `${base.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`
}
