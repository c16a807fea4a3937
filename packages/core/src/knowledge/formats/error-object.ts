import { type Json, type JsonObject, at, isObject, own, textAt } from '../../nouns/json.ts'
import { type Format, codeAt, fieldErrorsOf, found } from '../format.ts'

/**
 * `{"error": {"message", "code", "type", "param", …}}`: OpenAI and all who speak its protocol, Anthropic, Mavera, Stripe, Mavio, the jobs
 * API. The object also stands alone: `{"object": "error", …}` at vLLM and Mistral, `{"type": "error", "code", …}` in the event streams
 * of OpenAI's Responses API, and in their `response.failed`.
 */
export const errorObject: Format = {
  name: 'error_object',
  keys: ['error', 'message', 'response'],
  says: {
    quota:
      'credit_balance_exhausted organization_spend_limit_exceeded project_spend_limit_exceeded ' + // OpenAI, error codes guide (429)
      'billing_hard_limit_reached billing_not_active ' + // OpenAI, their older names (400, 429)
      'enforced_spend_limit_reached ' + // Anthropic, /docs/en/api/rate-limits (429)
      'budget_exceeded ' + // LiteLLM, proxy/_types.py ProxyErrorTypes (400, 429)
      'AccountOverdueError SetLimitExceeded', // Volcengine Ark, error codes (403, 429)
    'content_policy 400':
      'InputTextSensitiveContentDetected OutputTextSensitiveContentDetected InputImageSensitiveContentDetected', // ibid.
    'too_large 413': 'rate_limit_exceeded', // Groq: more tokens in one request than a minute has
    // within a stream that began with 200 the type is all there is: Anthropic, /docs/en/api/errors; OpenAI
    'server 200': 'server_error api_error',
    'timeout 200': 'timeout_error',
  },
  read({ json, status }) {
    const given = errorIn(json)
    if (given === undefined) return undefined
    // LiteLLM writes Python's null
    const error = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== 'None'))
    // OpenRouter and vLLM state the status in `code`, Groq in `status_code`: in a stream that began with 200 it is another
    const stated = [own(error, 'status_code'), own(error, 'code')].map(Number).find((it) => it >= 400 && it < 600)
    const details = own(error, 'details')
    const message = textAt(error, 'message', 'reason', 'detail', 'details')
    return found({
      code:
        codeAt(error, stated ?? status, 'code', 'error_code') ??
        codeAt(details, status, 'error_code') ??
        codeAt(error, status, 'status', 'type', 'name'),
      type: textAt(error, 'type'),
      message,
      param: textAt(error, 'param', 'target'),
      fieldErrors: fieldErrorsOf(details),
      status: stated,
      // what OpenAI's imitators say in its words and not by its code
      kind: tooLong.test(message?.slice(0, 2_048) ?? '') ? 'too_large' : undefined,
    })
  },
  inSuccess: ({ json }) => errorIn(json) !== undefined,
}

function errorIn(json: Json | undefined): JsonObject | undefined {
  const error = own(json, 'error') ?? at(json, 'response', 'error')
  if (isObject(error)) return error
  const isError = own(json, 'object') === 'error' || (own(json, 'type') === 'error' && own(json, 'code') !== undefined)
  return isError && textAt(json, 'message') !== undefined && isObject(json) ? json : undefined
}

const tooLong =
  /context length|exceeds? (?:the )?(?:available )?context|prompt is too long|reduce the length of the messages/i
