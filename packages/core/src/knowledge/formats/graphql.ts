import { own } from '../../nouns/json.ts'
import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

const table = /* @__PURE__ */ shape({
  name: 'graphql',
  when: ['errors.0.extensions', 'errors.0.locations', 'errors.0.path:list', 'errors.0.type data'],
  // the `type` of GitHub, the `errorType` of AWS AppSync and Netflix DGS, the `classification` of graphql-java
  code: 'errors.*.extensions.code errors.*.type errors.*.errorType errors.*.extensions.errorType errors.*.extensions.classification',
  message: 'errors.*.message',
  param: 'errors.0.extensions.argumentName errors.0.extensions.field',
  status:
    'errors.0.extensions.http_status errors.0.extensions.statusCode errors.0.extensions.status errors.0.extensions.http.status',
  // a `path` is a place in the query, and no field of the input; Lighthouse has fields here
  fieldErrors: 'errors.0.extensions.validation',
  says: {
    'rate_limit none': 'RATE_LIMITED RATELIMITED', // GitHub, "Rate limits for the GraphQL API"; Linear: such a query is not run
    authentication: 'AUTH_NOT_AUTHENTICATED invalid-jwt', // Hot Chocolate; Hasura
    permission: 'AUTH_NOT_AUTHORIZED INSUFFICIENT_SCOPES PERMISSION_DENIED', // Hot Chocolate; GitHub; Netflix DGS
    validation:
      'GRAPHQL_PARSE_FAILED GRAPHQL_VALIDATION_FAILED BAD_USER_INPUT BAD_REQUEST ' + // Apollo
      'ValidationError UNPROCESSABLE validation-failed parse-failed constraint-violation', // graphql-java; GitHub; Hasura
    too_large: 'MAX_COST_EXCEEDED MAX_NODE_LIMIT_EXCEEDED', // Shopify; GitHub
    server: 'DOWNSTREAM_SERVICE_ERROR DataFetchingException unexpected', // Apollo; graphql-java; Hasura
  },
})

/** `{"errors": [{"message", "locations", "path", "extensions": {"code"}}], "data"}` (GraphQL, 7.1): Apollo, Hasura, Directus, Linear, GitHub …. */
export const graphql: Format = {
  ...table,
  /** With data beside them the errors are of parts that the caller can do without. */
  inSuccess: ({ json }) => own(json, 'errors') !== undefined && (own(json, 'data') ?? null) === null,
}
