import type { ScenarioOptions, WaitForm } from './options.ts'

type Fields = Readonly<Record<string, string>>

const up = (ms: number): number => Math.ceil(ms / 1_000)

/** Header fields that state a wait. What is rounded is rounded up: who keeps to it is never early. */
const fieldsOf: Readonly<Record<WaitForm, (ms: number, nowMs: number) => Fields>> = {
  // RFC 9110, section 10.2.3: delay-seconds
  seconds: (ms) => ({ 'retry-after': String(up(ms)) }),
  // the same section: HTTP-date, which has whole seconds; the server's own Date stands beside it
  date: (ms, nowMs) => {
    const dateMs = Math.floor(nowMs / 1_000) * 1_000
    return {
      date: new Date(dateMs).toUTCString(),
      'retry-after': new Date(dateMs + up(ms) * 1_000).toUTCString(),
    }
  },
  // Azure OpenAI and the SDKs of OpenAI: https://github.com/openai/openai-node, src/client.ts, retryRequest
  milliseconds: (ms) => ({ 'retry-after-ms': String(ms) }),
  // https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
  reset: (ms, nowMs) => {
    const dateMs = Math.floor(nowMs / 1_000) * 1_000
    return {
      date: new Date(dateMs).toUTCString(),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(dateMs / 1_000 + up(ms)),
    }
  },
}

/** Without a wait there are none. Where the body states it, a header does so only if the caller named a form. */
export function waitFields({ retryAfterMs, retryAfterAs, now }: ScenarioOptions, isInBody: boolean): Fields {
  if (retryAfterMs === undefined || (isInBody && retryAfterAs === undefined)) return {}
  return fieldsOf[retryAfterAs ?? 'seconds'](retryAfterMs, now ?? Date.now())
}

/** For sentences. */
export const wordsOf = (ms: number): string => (up(ms) === 1 ? '1 second' : `${up(ms)} seconds`)
