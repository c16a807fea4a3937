/** Where a request went, without its query, userinfo and fragment: those may hold secrets. */
export type Target = Readonly<{ origin: string; host: string; endpoint: string }>

/** Relative URLs, as browsers allow, have no origin. Never throws. */
export function targetOf(url: string): Target {
  // a call's attempts, and most of a client's calls, go to the same URL
  if (last?.url !== url) last = { url, target: parsed(url) }
  return last.target
}

let last: Readonly<{ url: string; target: Target }> | undefined

function parsed(url: string): Target {
  try {
    const { origin, host, protocol, pathname } = new URL(url)
    return { origin: origin === 'null' ? `${protocol}//${host}` : origin, host, endpoint: pathname }
  } catch {
    return { origin: '', host: '', endpoint: url.slice(0, 2_048).replace(/[?#].*$/s, '') }
  }
}
