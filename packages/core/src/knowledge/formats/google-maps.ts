import { type Format } from '../format.ts'
import { shape } from '../shape.ts'

/** `{"status": "OVER_QUERY_LIMIT", "error_message"}` in a 200: the web services of Google Maps (their "Status codes"). */
export const googleMaps: Format = /* @__PURE__ */ shape({
  name: 'google_maps',
  when: 'error_message:string status:string',
  code: 'status',
  message: 'error_message',
  inSuccess: 'error_message:string status:string',
  says: {
    'rate_limit none': 'OVER_QUERY_LIMIT',
    'authentication none': 'REQUEST_DENIED', // "generally because" the key is missing or invalid
  },
})
