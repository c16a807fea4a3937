import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/**
 * `{"error": {"message", "code", "type", "param", …}}`: OpenAI and all who speak its protocol, Anthropic, Mavera, Stripe, Mavio, the jobs
 * API; in the event streams of OpenAI's Responses API also within `response`, or alone. OpenRouter and vLLM state the status in `code`, Groq in
 * `status_code`: in a stream that began with 200 it is another.
 */
export const errorObject: Format = /* @__PURE__ */ shape({
  name: 'error_object',
  when: ['error:object', 'response.error:object', 'type=error code message', 'object=error message'],
  status: 'error.status_code error.code code',
  code: 'error.code error.error_code error.details.error_code error.status error.type error.name response.error.code code type',
  type: 'error.type',
  message: 'error.message error.reason error.detail error.details response.error.message message',
  param: 'error.param error.target',
  requestId: 'error.fbtrace_id', // Meta, Graph API, "Handling Errors"
  fieldErrors: 'error.details',
  prose: true, // OpenAI and Groq, rate limits: "Please try again in 18.642s", which their imitators copy
  inSuccess: ['error:object', 'response.error:object', 'type=error code message', 'object=error message'],
  says: {
    quota:
      'billing_hard_limit_reached billing_not_active ' + // OpenAI, their older names (400, 429)
      'budget_exceeded ' + // LiteLLM, proxy/_types.py ProxyErrorTypes (400, 429)
      'AccountOverdueError SetLimitExceeded', // Volcengine Ark, error codes (403, 429)
    'content_policy 400':
      'InputTextSensitiveContentDetected OutputTextSensitiveContentDetected InputImageSensitiveContentDetected', // ibid.
    'too_large 413': 'rate_limit_exceeded', // Groq: more tokens in one request than a minute has
    // within a stream that began with 200 the type is all there is: Anthropic, /docs/en/api/errors; OpenAI
    'server 200': 'server_error api_error',
    'timeout 200': 'timeout_error',
  },
  phrases: {
    // what OpenAI's imitators say in its words and not by its code
    'too_large 400 413 422': [
      'maximum context length', // OpenAI, vLLM
      'exceeds the context', // LM Studio
      'exceed context', // Anthropic
      'available context', // llama.cpp
      'prompt is too long', // Anthropic
      'reduce the length of the messages', // OpenAI
    ],
  },
})
