import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/** `{"code": "a sentence", "error": "text"}`: xAI, whose codes are the descriptions of gRPC's. */
export const xaiError: Format = /* @__PURE__ */ shape({
  name: 'xai',
  when: 'code:string error:string',
  code: '!code',
  message: 'error',
})
